package io.sluice.ingress.policies;

import io.sluice.ingress.limits.Limit;
import io.sluice.schemas.RateLimitId;
import org.jspecify.annotations.Nullable;

/**
 * A limit as it applies to a caller.
 *
 * @param name by which {@code RateLimit-Policy} tells it from the others of the same caller
 * @param rule of the tenant that says so; null for a limit of the key itself and that of the settings
 * @param route that it is of; null is every route
 * @param windowSeconds its length
 * @param shadow whether it refuses nobody
 */
record Policy(
        String name,
        AppliesTo appliesTo,
        @Nullable RateLimitId rule,
        @Nullable String route,
        int windowSeconds,
        boolean shadow,
        Limit limit) {

    /** As {@code RateLimit-Policy} has it. */
    String header() {
        return "\"" + name + "\";q=" + limit.max() + ";w=" + windowSeconds;
    }
}
