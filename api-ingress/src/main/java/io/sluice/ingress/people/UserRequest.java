package io.sluice.ingress.people;

import io.sluice.ingress.admission.PersonKind;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RoleId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/users}. */
record UserRequest(
        String email,
        String password,
        @Nullable String name,
        PersonKind kind,
        @Nullable PersonId parent,
        List<RoleId> roles) {

    static Checked<UserRequest> read(Fields fields, Authority authority) {
        var email = UserFields.email(fields);
        var password = UserFields.password(fields);
        var name = fields.text("name", 1, 128);
        var kind = Optional.ofNullable(fields.word("kind", PersonKind.texts()))
                .map(PersonKind::of)
                .orElse(PersonKind.CUSTOMER);
        var parentId = fields.text("parent_id", 1, 64);
        var roles = UserFields.roles(fields);
        if (email == null && !fields.isWrong("email")) fields.reject("email", "is missing; it is what one signs in by");
        if (password == null && !fields.isWrong("password")) {
            fields.reject("password", "is missing; it must have 12 to 128 characters");
        }
        authority.mayMake(kind, fields);
        authority.mayGive(kind, roles, fields);
        var parent = authority.parent(kind, parentId, fields);
        return fields.check(
                () -> new UserRequest(given(email), given(password), name, kind, parent.orElse(null), roles));
    }

    /** What is checked is there. */
    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "UserRequest[kind=" + kind + "]";
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateUser", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 3,
                    maxLength = 254,
                    example = "ada@example.com",
                    description = "what the person signs in by; unique in the tenant, whatever the case of its letters")
            String email,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 12,
                    maxLength = 128,
                    description = "kept as its Argon2id hash alone, and never shown")
            String password,

            @Schema(minLength = 1, maxLength = 128, example = "Ada") @Nullable
            String name,

            @Schema(
                    allowableValues = {"platform_admin", "tenant_admin", "staff", "reseller", "customer"},
                    defaultValue = "customer",
                    description = "platform_admin: all tenants; tenant_admin: the whole tenant; staff: what its"
                            + " roles permit in it; reseller: itself and the customers below it; customer: itself")
            @Nullable
            String kind,

            @Schema(description = "of a customer: the reseller that it is below; that which asks, if one does")
            @Nullable
            String parentId,

            @Schema(description = "of staff; at most what you hold yourself") @Nullable
            List<String> roleIds) {}
}
