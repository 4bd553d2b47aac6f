package io.sluice.ingress.keys;

import io.sluice.ingress.body.Fields;
import io.sluice.ingress.ratelimits.Window;
import io.sluice.schemas.avro.KeyLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;

/** The limits of a key alone: at most one for each length of window. */
final class KeyLimitFields {
    static final String FIELD = "rate_limits";

    private static final int COUNT_MAX = 4;
    private static final int REQUESTS_MAX = 1_000_000_000;

    private KeyLimitFields() {}

    /** Those of a body, the shortest window first; none where it gives none. */
    static List<KeyLimit> read(Fields fields) {
        var limits = fields.objectsIfAny(FIELD, COUNT_MAX, KeyLimitFields::readOne);
        if (!fields.isWrong(FIELD)
                && limits.stream().map(KeyLimit::getWindowSize).distinct().count() < limits.size()) {
            fields.reject(FIELD, "has two limits for the same window; keep the smaller one");
        }
        return limits.stream()
                .sorted(Comparator.comparingInt(KeyLimit::getWindowSize))
                .toList();
    }

    private static KeyLimit readOne(Fields fields) {
        var limit = fields.integer("limit", 1, REQUESTS_MAX);
        if (limit == null && !fields.isWrong("limit")) {
            fields.reject("limit", "is missing; say how many requests, 600 for instance");
        }
        var window = Window.read(fields, "window");
        if (window == null && !fields.isWrong("window")) {
            fields.reject("window", "is missing; say within which time, minute for instance");
        }
        return new KeyLimit(limit == null ? 0L : limit, window == null ? 0 : window);
    }

    /** One of them as callers see it, and as the OpenAPI document tells what they may send. */
    @Schema(name = "KeyLimit")
    record View(
            @Schema(minimum = "1", maximum = "1000000000", example = "600", description = "so many requests")
            long limit,

            @Schema(
                    types = {"string", "integer"},
                    example = "minute",
                    description = "within any second, minute, hour or day, or within so many seconds, 1 to 86400")
            Object window) {

        static View of(KeyLimit limit) {
            return new View(limit.getMaxRequests(), Window.shown(limit.getWindowSize()));
        }
    }
}
