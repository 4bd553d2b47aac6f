/** Runs the fold of limits, one for each partition of {@code limit-reports}. */
@NullMarked
package io.sluice.usage.limits.streams;

import org.jspecify.annotations.NullMarked;
