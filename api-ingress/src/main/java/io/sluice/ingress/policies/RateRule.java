package io.sluice.ingress.policies;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit of a tenant as requests are decided by it.
 *
 * @param key that it applies to, if it is that of one
 * @param routeText as it was given
 */
record RateRule(
        RateLimitId id,
        TenantId tenant,
        Environment environment,
        AppliesTo appliesTo,
        @Nullable KeyId key,
        @Nullable Route route,
        @Nullable String routeText,
        long max,
        int windowSeconds,
        boolean active,
        boolean shadow,
        long version) {

    static RateRule of(RateLimit state) {
        return new RateRule(
                RateLimitId.of(state.getId()),
                TenantId.of(state.getTenantId()),
                Environment.of(state.getEnvironment()),
                AppliesTo.of(state.getAppliesTo()),
                state.getKeyId() == null ? null : KeyId.of(state.getKeyId()),
                state.getRoute() == null ? null : Route.parse(state.getRoute()).orElseThrow(),
                state.getRoute(),
                state.getMaxRequests(),
                state.getWindowSize(),
                state.getIsActive(),
                state.getShadow(),
                state.getVersion());
    }
}
