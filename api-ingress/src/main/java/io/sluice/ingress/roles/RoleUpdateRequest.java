package io.sluice.ingress.roles;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /v1/roles/{role}}: what is not named stays as it is, what is null is cleared.
 *
 * @param permissions the whole list; null to keep it
 * @param clear the names of the fields that were given as null
 */
record RoleUpdateRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<String> permissions,
        List<String> clear) {

    static Checked<RoleUpdateRequest> read(Fields fields, Caller caller) {
        var name = fields.text("name", 1, 100);
        var description = fields.text("description", 0, 500);
        var permissions = Permissions.read(fields, caller);
        var clear = fields.nulls();
        for (var kept : List.of("name", Permissions.FIELD)) {
            if (clear.contains(kept)) fields.reject(kept, "cannot be null; leave it out to keep it");
        }
        return fields.check(() ->
                new RoleUpdateRequest(name, description, fields.gives(Permissions.FIELD) ? permissions : null, clear));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateRole", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 1, maxLength = 100) @Nullable
            String name,

            @Schema(maxLength = 500, description = "null clears it") @Nullable
            String description,

            @Schema(description = "replaces the whole list; at most what you hold yourself") @Nullable
            List<String> permissions) {}
}
