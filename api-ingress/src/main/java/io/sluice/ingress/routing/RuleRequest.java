package io.sluice.ingress.routing;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/rules}. */
record RuleRequest(String name, String content, int priority) {
    static final int CONTENT_LENGTH_MAX = 16_384;
    static final int PRIORITY_MAX = 1_000_000;

    static Checked<RuleRequest> read(Fields fields) {
        var name = fields.requiredText("name", 1, 100);
        var content = fields.requiredText("content", 1, CONTENT_LENGTH_MAX);
        int priority =
                Optional.ofNullable(fields.integer("priority", 0, PRIORITY_MAX)).orElse(0);
        return fields.check(() -> new RuleRequest(name, content, priority));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateRule", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 100,
                    example = "no-mail",
                    description = "unique within tenant and environment")
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 16384,
                    example = "DST-PORT,25,REJECT",
                    description = "in the words of your nodes, which read it as it stands")
            String content,

            @Schema(
                    minimum = "0",
                    maximum = "1000000",
                    defaultValue = "0",
                    description = "lower ones are looked at first")
            @Nullable
            Integer priority) {}
}
