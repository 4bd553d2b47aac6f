/** Outbounds and rules: which way the traffic of accounts takes. */
@NullMarked
package io.sluice.worker.routing;

import org.jspecify.annotations.NullMarked;
