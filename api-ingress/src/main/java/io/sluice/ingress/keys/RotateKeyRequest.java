package io.sluice.ingress.keys;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/keys/{id}/rotate}.
 *
 * @param graceSeconds for how long the secret before goes on to work; 0 is not at all
 */
record RotateKeyRequest(int graceSeconds) {
    static final int GRACE_MAX = (int) Duration.ofDays(90).toSeconds();
    static final int GRACE_DEFAULT = (int) Duration.ofDays(1).toSeconds();

    static Checked<RotateKeyRequest> read(Fields fields) {
        var grace = fields.integer("grace_seconds", 0, GRACE_MAX);
        return fields.check(() -> new RotateKeyRequest(grace == null ? GRACE_DEFAULT : grace));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "RotateKey", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    minimum = "0",
                    maximum = "7776000",
                    defaultValue = "86400",
                    description = "for how long the secret before goes on to work")
            @Nullable
            Integer graceSeconds) {}
}
