package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Scopes;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import java.util.List;
import java.util.UUID;

/** Who asks, in tests. */
final class Callers {
    static final TenantId TENANT = new TenantId(new UUID(0, 2));

    private Callers() {}

    static Caller holding(String... scopes) {
        return new Caller(new KeyId(new UUID(0, 1)), TENANT, Environment.LIVE, new Scopes(List.of(scopes)));
    }
}
