@NullMarked
package io.sluice.ingress.metrics;

import org.jspecify.annotations.NullMarked;
