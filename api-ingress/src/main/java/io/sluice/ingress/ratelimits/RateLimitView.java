package io.sluice.ingress.ratelimits;

import io.sluice.schemas.avro.RateLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rate limit as callers see it. */
@Schema(name = "RateLimit")
record RateLimitView(
        @Schema(example = "lim_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,

        @Schema(description = "the same rate limit for those who count in integers", example = "1")
        long number,

        String tenantId,
        @Schema(allowableValues = {"live", "test"}) String environment,

        @Schema(allowableValues = {"key", "each_key", "tenant"})
        String appliesTo,

        @Schema(description = "where it applies to one key") @Nullable
        String keyId,

        @Schema(example = "POST /v1/accounts", description = "null is every route") @Nullable
        String route,

        @Schema(description = "that are admitted within any window", example = "600")
        long maxRequests,

        @Schema(description = "in seconds", example = "60") int windowSize,
        boolean isActive,

        @Schema(description = "it counts and tells, and refuses nothing")
        boolean shadow,

        @Nullable String description,

        @Schema(description = "those who run the platform made it, and they alone change it")
        boolean byPlatform,

        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    static RateLimitView of(RateLimit limit) {
        return new RateLimitView(
                limit.getId(),
                limit.getNumber(),
                limit.getTenantId(),
                limit.getEnvironment(),
                limit.getAppliesTo(),
                limit.getKeyId(),
                limit.getRoute(),
                limit.getMaxRequests(),
                limit.getWindowSize(),
                limit.getIsActive(),
                limit.getShadow(),
                limit.getDescription(),
                limit.getByPlatform(),
                limit.getCreatedAt(),
                limit.getUpdatedAt(),
                limit.getVersion());
    }
}
