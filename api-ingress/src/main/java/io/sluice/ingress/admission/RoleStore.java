package io.sluice.ingress.admission;

import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Role;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What every role of every tenant permits, in memory, fed by {@code state.roles}. */
final class RoleStore {
    private record Held(TenantId tenant, Scopes permissions, long version) {}

    private final Map<RoleId, Held> roles = new ConcurrentHashMap<>();

    /** What it permits now; nothing when there is no such role in this tenant. */
    Scopes permissions(TenantId tenant, RoleId role) {
        var held = roles.get(role);
        return held != null && held.tenant().equals(tenant) ? held.permissions() : Scopes.NONE;
    }

    /** Whether there is such a role in this tenant. */
    boolean has(TenantId tenant, RoleId role) {
        var held = roles.get(role);
        return held != null && held.tenant().equals(tenant);
    }

    /** Called by one thread, in the order of the topic; a lower version than the one held is a late record. */
    void put(Role state) {
        var held = new Held(TenantId.of(state.getTenantId()), new Scopes(state.getPermissions()), state.getVersion());
        roles.merge(RoleId.of(state.getId()), held, (old, fresh) -> old.version() > fresh.version() ? old : fresh);
    }

    void remove(String id) {
        RoleId.parse(id).ifPresent(roles::remove);
    }

    int size() {
        return roles.size();
    }
}
