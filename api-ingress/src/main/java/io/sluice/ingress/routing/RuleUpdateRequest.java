package io.sluice.ingress.routing;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /v1/rules/{id}}: what is not named stays as it is, and nothing of a rule can be null. */
record RuleUpdateRequest(
        @Nullable String name,
        @Nullable String content,
        @Nullable Integer priority) {

    static Checked<RuleUpdateRequest> read(Fields fields) {
        var name = fields.text("name", 1, 100);
        var content = fields.text("content", 1, RuleRequest.CONTENT_LENGTH_MAX);
        var priority = fields.integer("priority", 0, RuleRequest.PRIORITY_MAX);
        for (var cleared : fields.nulls()) fields.reject(cleared, "cannot be null; leave it out to keep it");
        return fields.check(() -> new RuleUpdateRequest(name, content, priority));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateRule", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 1, maxLength = 100) @Nullable
            String name,

            @Schema(minLength = 1, maxLength = 16384) @Nullable
            String content,

            @Schema(minimum = "0", maximum = "1000000") @Nullable
            Integer priority) {}
}
