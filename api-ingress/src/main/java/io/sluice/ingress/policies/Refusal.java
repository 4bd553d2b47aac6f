package io.sluice.ingress.policies;

import io.sluice.ingress.limits.Excess.Reason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, as it was when it was.
 *
 * @param policy by its name in {@code RateLimit-Policy}
 * @param rule of the tenant; null for a limit of the key itself and for those of the settings
 * @param principal the key or the person; null for a limit of an address
 * @param route that was asked for
 * @param limitRoute that the limit is of; null is every route
 * @param used within the window when it was refused, as far as the node knew
 * @param cost of the request
 * @param until when it could succeed at the earliest
 * @param node that refused it
 */
record Refusal(
        String policy,
        AppliesTo appliesTo,
        @Nullable String rule,
        @Nullable String principal,
        String route,
        @Nullable String limitRoute,
        long max,
        int windowSeconds,
        long used,
        long cost,
        Reason reason,
        Instant at,
        Instant until,
        UUID node) {}
