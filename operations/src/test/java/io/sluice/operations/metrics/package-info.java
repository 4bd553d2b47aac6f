@NullMarked
package io.sluice.operations.metrics;

import org.jspecify.annotations.NullMarked;
