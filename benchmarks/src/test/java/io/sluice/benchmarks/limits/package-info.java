@NullMarked
package io.sluice.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
