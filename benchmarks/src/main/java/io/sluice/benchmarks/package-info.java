/** What is measured, against which floor, and how it is told. */
@NullMarked
package io.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
