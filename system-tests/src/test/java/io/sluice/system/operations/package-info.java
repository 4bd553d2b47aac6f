/** What those who run the system rely on. */
@NullMarked
package io.sluice.system.operations;

import org.jspecify.annotations.NullMarked;
