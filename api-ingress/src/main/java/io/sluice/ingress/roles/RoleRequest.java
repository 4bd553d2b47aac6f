package io.sluice.ingress.roles;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/roles}. */
record RoleRequest(String name, @Nullable String description, List<String> permissions) {

    static Checked<RoleRequest> read(Fields fields, Caller caller) {
        var name = fields.requiredText("name", 1, 100);
        var description = fields.text("description", 0, 500);
        var permissions = Permissions.read(fields, caller);
        if (permissions.isEmpty() && !fields.isWrong(Permissions.FIELD)) {
            fields.reject(Permissions.FIELD, "is missing; name at least one, for instance [\"accounts:read\"]");
        }
        return fields.check(() -> new RoleRequest(name, description, permissions));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateRole", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 100,
                    example = "Shop",
                    description = "unique within the tenant")
            String name,

            @Schema(maxLength = 500) @Nullable String description,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "[\"accounts:read\", \"accounts:write\"]",
                    description = "resource:action, either side may be *; at most what you hold yourself")
            List<String> permissions) {}
}
