package io.sluice.ingress.people;

import io.sluice.ingress.body.Fields;
import io.sluice.schemas.RoleId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What making and changing a person read alike. */
final class UserFields {
    static final int PASSWORD_LENGTH_MIN = 12;
    static final int PASSWORD_LENGTH_MAX = 128;
    static final int EMAIL_LENGTH_MAX = 254;

    private static final int ROLES_MAX = 20;
    /** No more than what keeps two addresses from looking alike; whether one works only a message tells. */
    private static final Pattern EMAIL = Pattern.compile("[!-?A-~]+@[A-Za-z0-9.-]+");

    private UserFields() {}

    /** An address, in small letters. */
    static @Nullable String email(Fields fields) {
        var email = fields.text("email", 3, EMAIL_LENGTH_MAX);
        if (email == null) return null;
        if (!EMAIL.matcher(email).matches())
            fields.reject("email", "must be an address like ada@example.com, in ASCII");
        return email.toLowerCase(Locale.ROOT);
    }

    static @Nullable String password(Fields fields) {
        return fields.text("password", PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX);
    }

    static List<RoleId> roles(Fields fields) {
        return fields
                .texts("role_ids", ROLES_MAX, id -> RoleId.parse(id).isPresent(), "the id of a role (rol_…)")
                .stream()
                .map(RoleId::of)
                .toList();
    }
}
