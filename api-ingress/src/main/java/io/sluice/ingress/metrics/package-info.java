/** What requests cost and how they end, for those who run this node. */
@NullMarked
package io.sluice.ingress.metrics;

import org.jspecify.annotations.NullMarked;
