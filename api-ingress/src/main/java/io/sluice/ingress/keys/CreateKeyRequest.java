package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.CreateKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/keys}. */
record CreateKeyRequest(
        String name,
        Environment environment,
        KeyStyle style,
        List<String> scopes,
        @Nullable RoleId role,
        KeyFields described) {

    static Checked<CreateKeyRequest> read(Fields fields, Caller caller, RoleStore roles, Instant now) {
        var request = readFields(fields, caller, roles, now);
        return fields.check(() -> request);
    }

    /** What is read of a wrong body is not used. */
    static CreateKeyRequest readFields(Fields fields, Caller caller, RoleStore roles, Instant now) {
        var name = fields.requiredText("name", 1, KeyFields.NAME_MAX);
        var environment = Optional.ofNullable(fields.word("environment", List.of("live", "test")))
                .map(Environment::of)
                .orElse(caller.environment());
        var style = Optional.ofNullable(fields.word("style", KeyStyle.TEXTS))
                .flatMap(KeyStyle::parse)
                .orElse(KeyStyle.SK);
        var tenant = fields.text("tenant_id", 1, 64);
        var scopes = KeyFields.scopes(fields, caller, !fields.gives("role_id"));
        var role = KeyFields.role(fields, caller, roles);
        var described = KeyFields.read(fields, now);
        if (environment == Environment.LIVE && caller.environment() == Environment.TEST) {
            fields.reject("environment", "is live, and a test key makes test keys only; use a live key");
        }
        if (tenant != null && !tenant.equals(caller.tenant().text())) {
            fields.reject("tenant_id", "is not the tenant of the key that asks; leave it out");
        }
        return new CreateKeyRequest(name, environment, style, scopes, role, described);
    }

    /** The prefix of its secret. */
    String prefix() {
        return style.prefix(environment);
    }

    CreateKey command(KeySecret secret) {
        return command(secret.hash(), secret.prefix(), secret.masked());
    }

    CreateKey command(byte[] sha256, String prefix, String masked) {
        return CreateKey.newBuilder()
                .setKeyHash(ByteBuffer.wrap(sha256))
                .setPrefix(prefix)
                .setMasked(masked)
                .setName(name)
                .setDescription(described.description())
                .setNotes(described.notes())
                .setIntegration(described.integration())
                .setStyle(style.text())
                .setCustomerId(described.customerId())
                .setResellerId(described.resellerId())
                .setAllowedIps(described.allowedIps())
                .setServerIds(described.serverIds())
                .setPanelUrl(described.panelUrl())
                .setRateLimits(described.rateLimits())
                .setEnvironment(environment.text())
                .setScopes(scopes)
                .setRoleId(role == null ? null : role.text())
                .setExpiresAt(described.expiresAt())
                .build();
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateKey", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128, example = "Shop")
            String name,

            @Schema(
                    allowableValues = {"live", "test"},
                    description = "that of the asking key when absent")
            @Nullable
            String environment,

            @Schema(
                    allowableValues = {"sk", "pak", "xpanel", "vps"},
                    defaultValue = "sk",
                    description = "how the secret begins: sk_live_ or sk_test_, pak_, xpanel_, vps_")
            @Nullable
            String style,

            @Schema(description = "that of the asking key when absent") @Nullable
            String tenantId,

            @Schema(
                    example = "[\"accounts:read\", \"accounts:write\"]",
                    description = "resource:action, either side may be *; at most what the asking key holds. At least"
                            + " one without a role")
            @Nullable
            List<String> scopes,

            @Schema(description = "whose permissions it has besides; at most what the asking key holds") @Nullable
            String roleId,

            @Schema(maxLength = 500) @Nullable String description,
            @Schema(maxLength = 2000) @Nullable String notes,

            @Schema(minLength = 1, maxLength = 100, description = "what it is used by", example = "n8n") @Nullable
            String integration,

            @Schema(description = "null is never") @Nullable Instant expiresAt,

            @Schema(maxLength = 64, description = "whose key it is; not looked up") @Nullable
            String customerId,

            @Schema(maxLength = 64, description = "not looked up") @Nullable
            String resellerId,

            @Schema(
                    example = "[\"192.0.2.7\", \"2001:db8::/32\"]",
                    description =
                            "at most 100 addresses and ranges (CIDR) that it may be used from; none is everywhere")
            @Nullable
            List<String> allowedIps,

            @Schema(description = "at most 100; for those who serve the servers") @Nullable
            List<String> serverIds,

            @Schema(maxLength = 500, description = "http or https; for those who serve the servers") @Nullable
            String panelUrl,

            @Schema(
                    description = "of this key alone: at most 4, one for each length of window; rate limits of the"
                            + " tenant count besides")
            @Nullable
            List<KeyLimitFields.View> rateLimits) {}
}
