package io.sluice.ingress.keys;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/keys/verify}.
 *
 * @param address that the key was used from; null when the asker does not say
 */
record VerifyKeyRequest(
        String key, List<String> scopes, @Nullable Address address) {
    static final int KEY_LENGTH_MAX = 1_000;

    static Checked<VerifyKeyRequest> read(Fields fields) {
        var key = fields.requiredText("key", 1, KEY_LENGTH_MAX);
        var scopes = fields.texts(
                "scopes",
                KeyFields.SCOPES_MAX,
                Scopes::wellFormed,
                "resource:action, for instance accounts:write or *:read");
        var text = fields.text("address", 1, 100);
        var address = text == null ? null : Address.parse(text).orElse(null);
        if (text != null && address == null) {
            fields.reject("address", "must be an address of IPv4 or IPv6, 192.0.2.1 or 2001:db8::1 for instance");
        }
        return fields.check(() -> new VerifyKeyRequest(key, scopes, address));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "VerifyKeyRequest";
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "VerifyKey", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    maxLength = 1000,
                    description = "the secret that was presented; it is neither stored nor logged")
            String key,

            @Schema(
                    description = "at most 100, all of which it must hold; none is that it works at all",
                    example = "[\"accounts:read\"]")
            @Nullable
            List<String> scopes,

            @Schema(
                    maxLength = 100,
                    description = "that it was used from; needed for keys with allowed_ips",
                    example = "192.0.2.7")
            @Nullable
            String address) {}
}
