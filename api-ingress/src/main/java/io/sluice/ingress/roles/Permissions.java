package io.sluice.ingress.roles;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.body.Fields;
import java.util.List;

/** The permissions of a role, each of which its maker may give: as {@code resource:action}, whatever name was given. */
final class Permissions {
    static final String FIELD = "permissions";

    private static final int COUNT_MAX = 100;

    private Permissions() {}

    static List<String> read(Fields fields, Caller caller) {
        var permissions = fields.texts(
                FIELD, COUNT_MAX, Scopes::wellFormed, "resource:action, for instance accounts:write or *:read");
        for (var permission : permissions) {
            caller.withholds(permission).ifPresent(why -> fields.reject(FIELD, "has " + permission + ", " + why));
        }
        return new Scopes(permissions).held();
    }
}
