/** Who administered what: one row for each change, written with the change itself. */
@NullMarked
package io.sluice.worker.audit;

import org.jspecify.annotations.NullMarked;
