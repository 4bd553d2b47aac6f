/** Rate limits over HTTP: how many requests keys and tenants may make. */
@NullMarked
package io.sluice.ingress.ratelimits;

import org.jspecify.annotations.NullMarked;
