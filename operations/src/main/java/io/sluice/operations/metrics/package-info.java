/** What is measured, and the few figures of libraries that are shown beside it. */
@NullMarked
package io.sluice.operations.metrics;

import org.jspecify.annotations.NullMarked;
