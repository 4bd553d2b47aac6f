/** The limiter and the fold of production, run by a clock and a transport that are made up. */
@NullMarked
package io.sluice.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
