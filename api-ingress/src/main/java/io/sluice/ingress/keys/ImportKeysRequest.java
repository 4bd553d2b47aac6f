package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.avro.CreateKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/keys/import}: keys of another system, whose secrets go on to work. */
record ImportKeysRequest(List<Imported> keys) {
    static final int KEYS_MAX = 1_000;
    static final int BYTES_MAX = 1 << 20;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern PREFIX = Pattern.compile("[!-~]{1,32}");

    /**
     * One of them.
     *
     * @param hash SHA-256 of its secret, in hex
     * @param prefix what the other system shows of it
     */
    record Imported(String hash, String prefix, CreateKeyRequest wanted) {
        CreateKey command() {
            var shown = prefix.substring(0, Math.min(prefix.length(), 8)) + "…";
            return wanted.command(HexFormat.of().parseHex(hash), prefix, shown);
        }
    }

    static Checked<ImportKeysRequest> read(Fields fields, Caller caller, RoleStore roles, Instant now) {
        var keys = fields.objects("keys", KEYS_MAX, key -> readKey(key, caller, roles, now));
        return fields.check(() -> new ImportKeysRequest(keys));
    }

    private static Imported readKey(Fields fields, Caller caller, RoleStore roles, Instant now) {
        var hash = fields.requiredText("key_hash", 64, 64);
        if (!SHA_256.matcher(hash).matches() && !fields.isWrong("key_hash")) {
            fields.reject("key_hash", "must be the SHA-256 of the secret as 64 hexadecimal digits");
        }
        var prefix = fields.requiredText("prefix", 1, 32);
        if (!PREFIX.matcher(prefix).matches() && !fields.isWrong("prefix")) {
            fields.reject("prefix", "must be the first characters of the secret, ASCII without blanks");
        }
        return new Imported(hash, prefix, CreateKeyRequest.readFields(fields, caller, roles, now));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "ImportKeys", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "1 to 1,000")
            List<DocumentedKey> keys) {}

    /** Of one key: what {@code POST /v1/keys} takes, and what is known of its secret. */
    @Schema(name = "ImportKey", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record DocumentedKey(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    pattern = "[0-9a-fA-F]{64}",
                    description = "SHA-256 of the secret")
            String keyHash,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 32,
                    example = "pak_Ab12",
                    description = "what the other system shows of the secret")
            String prefix,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128)
            String name,

            @Schema(description = "at most what the asking key holds; at least one without a role") @Nullable
            List<String> scopes,

            @Nullable String roleId,

            @Schema(
                    allowableValues = {"live", "test"},
                    description = "that of the asking key when absent")
            @Nullable
            String environment,

            @Schema(
                    allowableValues = {"sk", "pak", "xpanel", "vps"},
                    defaultValue = "sk",
                    description = "how its next secret begins, should it be rotated")
            @Nullable
            String style,

            @Nullable String tenantId,
            @Nullable String description,
            @Nullable String notes,
            @Nullable String integration,
            @Nullable Instant expiresAt,
            @Nullable String customerId,
            @Nullable String resellerId,
            @Nullable List<String> allowedIps,
            @Nullable List<String> serverIds,
            @Nullable String panelUrl,
            @Nullable List<KeyLimitFields.View> rateLimits) {}
}
