/** Rate limits: how many requests keys and tenants may make. */
@NullMarked
package io.sluice.worker.ratelimits;

import org.jspecify.annotations.NullMarked;
