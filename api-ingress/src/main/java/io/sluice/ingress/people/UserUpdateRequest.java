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
 * @param currentPassword of the person itself, who changes what it signs in by
 * @param roles the whole list; null to keep it
 * @param clear the names of the fields that were given as null
 */
record UserUpdateRequest(
        @Nullable String email,
        @Nullable String password,
        @Nullable String currentPassword,
        @Nullable String name,
        @Nullable String status,
        @Nullable List<RoleId> roles,
        List<String> clear) {

    static final String CURRENT_PASSWORD = "current_password";

    static Checked<UserUpdateRequest> read(Fields fields, Authority authority, PersonStore.Known person) {
        var email = UserFields.email(fields);
        var password = UserFields.password(fields);
        var current = fields.text(CURRENT_PASSWORD, 1, UserFields.PASSWORD_LENGTH_MAX);
        var name = fields.text("name", 1, 128);
        var status = fields.word("status", List.of("active", "disabled"));
        var roles = UserFields.roles(fields);
        var clear = fields.nulls();
        for (var kept : List.of("email", "password", CURRENT_PASSWORD, "status", "role_ids")) {
            if (clear.contains(kept)) fields.reject(kept, "cannot be null; leave it out to keep it");
        }
        authority.mayGive(person.kind(), roles, fields);
        for (var others : List.of("status", "role_ids")) {
            if (authority.isItself(person) && fields.gives(others)) {
                fields.reject(others, "is for others to change, not for the person itself");
            }
        }
        boolean isNeeded = authority.isItself(person) && (fields.gives("email") || fields.gives("password"));
        if (isNeeded && !fields.gives(CURRENT_PASSWORD)) {
            fields.reject(CURRENT_PASSWORD, "is missing; it is needed to change what you sign in by");
        }
        if (!isNeeded && fields.gives(CURRENT_PASSWORD)) {
            fields.reject(CURRENT_PASSWORD, "is for who changes its own address or password; leave it out");
        }
        return fields.check(() -> new UserUpdateRequest(
                email, password, current, name, status, fields.gives("role_ids") ? roles : null, clear));
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

            @Schema(
                    maxLength = 128,
                    description = "needed of who changes its own email or password, and of nobody else")
            @Nullable
            String currentPassword,

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
