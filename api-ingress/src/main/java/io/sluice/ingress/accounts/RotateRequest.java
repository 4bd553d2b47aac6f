package io.sluice.ingress.accounts;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/accounts/{id}/rotate-credentials}; it may be left out. */
record RotateRequest(@Nullable String password) {

    static Checked<RotateRequest> read(Fields fields) {
        var password = fields.text("password", 8, 128);
        return fields.check(() -> new RotateRequest(password));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "RotateCredentials", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 8, maxLength = 128, description = "made and shown once when absent") @Nullable
            String password) {}
}
