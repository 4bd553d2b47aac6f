package io.sluice.ingress.policies;

import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused.
 *
 * @param retryAt when it could succeed at the earliest
 */
@Schema(name = "Refusal")
record RefusalView(
        String requestId,
        String errorCode,

        @Schema(allowableValues = {"used_up", "alone", "crowded", "waited"})
        String reason,

        String detail,
        Instant refusedAt,
        Instant retryAt,
        LimitView limit,

        @Schema(description = "of the limit within the window, when it was refused")
        long used,

        @Schema(description = "what the request would have counted")
        long cost,

        @Schema(description = "the key or the person that was refused; null for an address that nobody is known at")
        @Nullable
        String keyId,

        @Schema(description = "that was asked for") String route,
        @Schema(description = "that refused it") String node) {

    @Schema(name = "RefusingLimit")
    record LimitView(
            @Schema(description = "its name in `RateLimit-Policy`")
            String policy,

            @Schema(allowableValues = {"key", "each_key", "tenant", "default", "address"})
            String appliesTo,

            @Schema(description = "null for a limit of the key itself and for those of the platform") @Nullable
            String rateLimitId,

            @Schema(description = "that it is of; null is every route") @Nullable
            String route,

            long maxRequests,
            @Schema(description = "in seconds") int windowSize) {}

    static RefusalView of(String id, Refusal refusal) {
        return new RefusalView(
                id,
                ProblemCode.RATE_LIMIT_EXCEEDED.name(),
                refusal.reason().text(),
                Refusals.detail(refusal),
                refusal.at(),
                refusal.until(),
                new LimitView(
                        refusal.policy(),
                        refusal.appliesTo().text(),
                        refusal.rule(),
                        refusal.limitRoute(),
                        refusal.max(),
                        refusal.windowSeconds()),
                refusal.used(),
                refusal.cost(),
                refusal.principal(),
                refusal.route(),
                "nod_" + refusal.node());
    }
}
