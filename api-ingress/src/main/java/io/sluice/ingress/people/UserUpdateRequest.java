package io.sluice.ingress.people;

import io.sluice.ingress.admission.PersonStore;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.RoleId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /v1/users/{user}}: what is not named stays as it is, what is null is cleared.
 *
 * @param roles the whole list; null to keep it
 * @param clear the names of the fields that were given as null
 */
record UserUpdateRequest(
        @Nullable String email,
        @Nullable String password,
        @Nullable String name,
        @Nullable String status,
        @Nullable List<RoleId> roles,
        List<String> clear) {

    static Checked<UserUpdateRequest> read(Fields fields, Authority authority, PersonStore.Known person) {
        var email = UserFields.email(fields);
        var password = UserFields.password(fields);
        var name = fields.text("name", 1, 128);
        var status = fields.word("status", List.of("active", "disabled"));
        var roles = UserFields.roles(fields);
        var clear = fields.nulls();
        for (var kept : List.of("email", "password", "status", "role_ids")) {
            if (clear.contains(kept)) fields.reject(kept, "cannot be null; leave it out to keep it");
        }
        authority.mayGive(person.kind(), roles, fields);
        for (var others : List.of("status", "role_ids")) {
            if (authority.isItself(person) && fields.gives(others)) {
                fields.reject(others, "is for others to change, not for the person itself");
            }
        }
        return fields.check(() ->
                new UserUpdateRequest(email, password, name, status, fields.gives("role_ids") ? roles : null, clear));
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "UserUpdateRequest";
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateUser", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 3, maxLength = 254) @Nullable
            String email,

            @Schema(minLength = 12, maxLength = 128, description = "ends all sessions and tokens of before") @Nullable
            String password,

            @Schema(minLength = 1, maxLength = 128, description = "null clears it") @Nullable
            String name,

            @Schema(
                    allowableValues = {"active", "disabled"},
                    description = "disabled ends all sessions and tokens, within a second")
            @Nullable
            String status,

            @Schema(description = "replaces the whole list; at most what you hold yourself") @Nullable
            List<String> roleIds) {}
}
