package io.sluice.ingress.admission;

import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Role;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What every role of every tenant permits, in memory, fed by {@code state.roles}. */
public final class RoleStore {
    private record Held(TenantId tenant, Scopes permissions, long version) {}

    private final Map<RoleId, Held> roles = new ConcurrentHashMap<>();
    private final Arrivals<RoleId> arrivals = new Arrivals<>();

    /** What it permits now; nothing when there is no such role in this tenant. */
    public Scopes permissions(TenantId tenant, RoleId role) {
        var held = roles.get(role);
        return held != null && held.tenant().equals(tenant) ? held.permissions() : Scopes.NONE;
    }

    /** Whether there is such a role in this tenant. */
    public boolean has(TenantId tenant, RoleId role) {
        var held = roles.get(role);
        return held != null && held.tenant().equals(tenant);
    }

    /** Called by one thread, in the order of the topic; a lower version than the one held is a late record. */
    void put(Role state) {
        var held = new Held(TenantId.of(state.getTenantId()), new Scopes(state.getPermissions()), state.getVersion());
        var id = RoleId.of(state.getId());
        roles.merge(id, held, (old, fresh) -> old.version() > fresh.version() ? old : fresh);
        arrivals.tell(id, state.getVersion());
    }

    /** Completes with whether this node goes by this version of a role, at the latest after the time given. */
    public CompletableFuture<Boolean> reaches(RoleId role, long version, Duration atMost) {
        return arrivals.reaches(role, version, atMost, () -> version(role));
    }

    /** The newest version that this node has of a role; 0 for one that it does not have. */
    public long version(RoleId role) {
        var held = roles.get(role);
        return held == null ? Arrivals.NONE : held.version();
    }

    void remove(String id) {
        RoleId.parse(id).ifPresent(roles::remove);
    }

    int size() {
        return roles.size();
    }
}
