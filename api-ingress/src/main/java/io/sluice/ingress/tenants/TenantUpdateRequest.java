package io.sluice.ingress.tenants;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.avro.UpdateTenant;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /v1/tenants/{tenant}}: what is not named stays, and nothing of a tenant can be null. */
record TenantUpdateRequest(
        @Nullable String name,
        @Nullable String status,
        @Nullable String limitsFallback) {

    static Checked<TenantUpdateRequest> read(Fields fields) {
        var name = fields.text("name", 1, 128);
        var status = fields.word("status", List.of("active", "suspended"));
        var fallback = fields.word("limits_fallback", TenantRequest.FALLBACKS);
        for (var cleared : fields.nulls()) fields.reject(cleared, "cannot be null; leave it out to keep it");
        return fields.check(() -> new TenantUpdateRequest(name, status, fallback));
    }

    /** Whether it is about limits alone, which each tenant decides for itself. */
    boolean isOfLimitsAlone() {
        return name == null && status == null;
    }

    UpdateTenant command() {
        return new UpdateTenant(name, status, limitsFallback);
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateTenant", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 1, maxLength = 128) @Nullable
            String name,

            @Schema(
                    allowableValues = {"active", "suspended"},
                    description = "while it is suspended, its keys and people are refused")
            @Nullable
            String status,

            @Schema(
                    allowableValues = {"share", "open", "closed"},
                    description = "of its own tenant, an administrator of it may change this as well")
            @Nullable
            String limitsFallback) {}
}
