/** Outbounds and rules over HTTP: which way the traffic of accounts takes. */
@NullMarked
package io.sluice.ingress.routing;

import org.jspecify.annotations.NullMarked;
