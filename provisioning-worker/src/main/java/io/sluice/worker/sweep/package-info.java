/** Doing at its time what nobody has to ask for. */
@NullMarked
package io.sluice.worker.sweep;

import org.jspecify.annotations.NullMarked;
