/** What the documents say is what happens: their commands are run and their answers compared. */
@NullMarked
package io.sluice.system.documents;

import org.jspecify.annotations.NullMarked;
