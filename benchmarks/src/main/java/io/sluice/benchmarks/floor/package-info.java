/** The least that a machine of the same parts must do for the same result: what the system is compared with. */
@NullMarked
package io.sluice.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
