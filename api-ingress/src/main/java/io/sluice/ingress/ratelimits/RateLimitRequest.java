package io.sluice.ingress.ratelimits;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.ingress.ratelimits.RoutePatterns.Read;
import io.sluice.ingress.ratelimits.RoutePatterns.Wrong;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.avro.CreateRateLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/rate-limits}.
 *
 * @param windowSize in seconds
 */
record RateLimitRequest(
        String appliesTo,
        @Nullable KeyId key,
        @Nullable String route,
        int maxRequests,
        int windowSize,
        boolean isActive,
        boolean shadow,
        @Nullable String description) {
    static final List<String> APPLIES_TO = List.of("key", "each_key", "tenant");
    static final int REQUESTS_MAX = 1_000_000_000;
    static final int DESCRIPTION_MAX = 500;

    private static final String KEY = "key";

    static Checked<RateLimitRequest> read(Fields fields, RoutePatterns routes) {
        var appliesTo = fields.word("applies_to", APPLIES_TO);
        require(fields, "applies_to", appliesTo, "say key, each_key or tenant");
        var key = key(fields, appliesTo);
        var route = route(fields, routes);
        var maxRequests = fields.integer("max_requests", 1, REQUESTS_MAX);
        require(fields, "max_requests", maxRequests, "say how many, 600 for instance");
        var windowSize = Window.read(fields, "window_size");
        require(fields, "window_size", windowSize, "say within which time, 60 or minute for instance");
        var isActive = Optional.ofNullable(fields.choice("is_active")).orElse(true);
        boolean shadow = fields.flag("shadow");
        var description = fields.text("description", 0, DESCRIPTION_MAX);
        return fields.check(() -> new RateLimitRequest(
                given(appliesTo), key, route, given(maxRequests), given(windowSize), isActive, shadow, description));
    }

    CreateRateLimit command(boolean byPlatform) {
        return CreateRateLimit.newBuilder()
                .setAppliesTo(appliesTo)
                .setKeyId(key == null ? null : key.text())
                .setRoute(route)
                .setMaxRequests(maxRequests)
                .setWindowSize(windowSize)
                .setIsActive(isActive)
                .setShadow(shadow)
                .setDescription(description)
                .setByPlatform(byPlatform)
                .build();
    }

    private static @Nullable KeyId key(Fields fields, @Nullable String appliesTo) {
        var text = fields.text("key_id", 1, 64);
        if (!KEY.equals(appliesTo)) {
            if (text != null && appliesTo != null) {
                fields.reject("key_id", "goes with applies_to key alone; leave it out, or say key there");
            }
            return null;
        }
        require(fields, "key_id", text, "say which key it is for, as GET /v1/keys lists them");
        var key = Optional.ofNullable(text).flatMap(KeyId::parse);
        if (text != null && key.isEmpty()) fields.reject("key_id", "must be the id of a key, key_…");
        return key.orElse(null);
    }

    private static @Nullable String route(Fields fields, RoutePatterns routes) {
        var text = fields.text("route", 1, RoutePatterns.LENGTH_MAX);
        if (text == null) return null;
        return switch (routes.read(text)) {
            case Read(var pattern) -> pattern;
            case Wrong(var why) -> {
                fields.reject("route", why);
                yield null;
            }
        };
    }

    private static void require(Fields fields, String name, @Nullable Object value, String remedy) {
        if (value == null && !fields.isWrong(name)) fields.reject(name, "is missing; " + remedy);
    }

    /** A body that lacks it was refused before. */
    private static <T> T given(@Nullable T value) {
        return Optional.ofNullable(value).orElseThrow();
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateRateLimit", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"key", "each_key", "tenant"},
                    example = "each_key",
                    description = "one key; each key and person of the tenant for itself; or all of them together")
            String appliesTo,

            @Schema(description = "with applies_to key: which one, of the same environment") @Nullable
            String keyId,

            @Schema(
                    maxLength = 200,
                    example = "POST /v1/accounts",
                    description = "a method or *, and a path as this document has it or, with /** at its end, all below"
                            + " it too; null is every route")
            @Nullable
            String route,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minimum = "1",
                    maximum = "1000000000",
                    example = "600",
                    description = "that are admitted within any window")
            int maxRequests,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    types = {"integer", "string"},
                    example = "60",
                    description = "in seconds, 1 to 86400; or second, minute, hour, day")
            Object windowSize,

            @Schema(defaultValue = "true") @Nullable Boolean isActive,

            @Schema(defaultValue = "false", description = "true counts and tells, and refuses nothing") @Nullable
            Boolean shadow,

            @Schema(maxLength = 500) @Nullable String description) {}
}
