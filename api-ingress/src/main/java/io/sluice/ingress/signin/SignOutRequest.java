package io.sluice.ingress.signin;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;

/** The body of {@code POST /v1/auth/revoke}. */
record SignOutRequest(String refreshToken) {

    static Checked<SignOutRequest> read(Fields fields) {
        var token = fields.requiredText("refresh_token", 1, 200);
        return fields.check(() -> new SignOutRequest(token));
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "SignOutRequest";
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "SignOut", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "the newest of the session")
            String refreshToken) {}
}
