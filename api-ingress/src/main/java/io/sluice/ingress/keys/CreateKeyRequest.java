package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.Environment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/keys}. */
record CreateKeyRequest(
        String name,
        @Nullable String description,
        Environment environment,
        List<String> scopes,
        @Nullable Instant expiresAt) {

    static final int SCOPES_MAX = 100;

    static Checked<CreateKeyRequest> read(Fields fields, Caller caller, Instant now) {
        var name = fields.requiredText("name", 1, 128);
        var description = fields.text("description", 0, 500);
        var environment = Optional.ofNullable(fields.word("environment", List.of("live", "test")))
                .map(Environment::of)
                .orElse(caller.environment());
        var tenant = fields.text("tenant_id", 1, 64);
        var scopes = fields.texts(
                "scopes", SCOPES_MAX, Scopes::wellFormed, "resource:action, for instance accounts:write or *:read");
        var expiresAt = fields.instant("expires_at");
        if (scopes.isEmpty() && !fields.isWrong("scopes")) {
            fields.reject("scopes", "is missing; name at least one, for instance [\"accounts:read\"]");
        }
        for (var scope : scopes) {
            if (!caller.scopes().cover(scope)) {
                fields.reject("scopes", "has " + scope + ", which the key that asks does not hold itself");
            }
        }
        if (environment == Environment.LIVE && caller.environment() == Environment.TEST) {
            fields.reject("environment", "is live, and a test key makes test keys only; use a live key");
        }
        if (tenant != null && !tenant.equals(caller.tenant().text())) {
            fields.reject("tenant_id", "is not the tenant of the key that asks; leave it out");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.reject("expires_at", "is " + expiresAt + " but must lie in the future");
        }
        return fields.check(() -> new CreateKeyRequest(name, description, environment, scopes, expiresAt));
    }

    /** The prefix of its secret, which tells a reader where it works. */
    String prefix() {
        return switch (environment) {
            case LIVE -> "sk_live_";
            case TEST -> "sk_test_";
        };
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateKey", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128, example = "Shop")
            String name,

            @Schema(maxLength = 500) @Nullable String description,

            @Schema(
                    allowableValues = {"live", "test"},
                    description = "that of the asking key when absent")
            @Nullable
            String environment,

            @Schema(description = "that of the asking key when absent") @Nullable
            String tenantId,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "[\"accounts:read\", \"accounts:write\"]",
                    description = "resource:action, either side may be *; at most what the asking key holds")
            List<String> scopes,

            @Schema(description = "null is never") @Nullable Instant expiresAt) {}
}
