package io.sluice.ingress.ratelimits;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.avro.UpdateRateLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /v1/rate-limits/{limit}}: what is not named stays as it is, what is null is cleared.
 *
 * @param windowSize in seconds
 * @param clear the names of the fields that were given as null
 */
record RateLimitUpdateRequest(
        @Nullable Integer maxRequests,
        @Nullable Integer windowSize,
        @Nullable Boolean isActive,
        @Nullable Boolean shadow,
        @Nullable String description,
        List<String> clear) {
    private static final String DESCRIPTION = "description";

    static Checked<RateLimitUpdateRequest> read(Fields fields) {
        var maxRequests = fields.integer("max_requests", 1, RateLimitRequest.REQUESTS_MAX);
        var windowSize = Window.read(fields, "window_size");
        var isActive = fields.choice("is_active");
        var shadow = fields.choice("shadow");
        var description = fields.text(DESCRIPTION, 0, RateLimitRequest.DESCRIPTION_MAX);
        var clear = fields.nulls();
        for (var kept : clear) {
            if (!kept.equals(DESCRIPTION)) fields.reject(kept, "cannot be null; leave it out to keep it");
        }
        for (var fixed : List.of("applies_to", "key_id", "route")) {
            if (fields.names(fixed)) {
                fields.reject(fixed, "cannot be changed; leave it out, or make another rate limit and delete this one");
            }
        }
        return fields.check(
                () -> new RateLimitUpdateRequest(maxRequests, windowSize, isActive, shadow, description, clear));
    }

    UpdateRateLimit command() {
        return UpdateRateLimit.newBuilder()
                .setMaxRequests(maxRequests == null ? null : maxRequests.longValue())
                .setWindowSize(windowSize)
                .setIsActive(isActive)
                .setShadow(shadow)
                .setDescription(description)
                .setClear(clear)
                .build();
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateRateLimit", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minimum = "1", maximum = "1000000000") @Nullable
            Integer maxRequests,

            @Schema(
                    types = {"integer", "string"},
                    description = "in seconds, 1 to 86400; or second, minute, hour, day")
            @Nullable
            Object windowSize,

            @Schema(description = "false counts nothing and refuses nothing") @Nullable
            Boolean isActive,

            @Schema(description = "true counts and tells, and refuses nothing") @Nullable
            Boolean shadow,

            @Schema(maxLength = 500, description = "null clears it") @Nullable
            String description) {}
}
