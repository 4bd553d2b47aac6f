package io.sluice.ingress.admission;

import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Every tenant in memory, fed by {@code state.tenants}. Tenants are never deleted and keep their slugs. */
public final class TenantStore {
    private record Held(boolean suspended, String limitsFallback, long version) {}

    private final Map<TenantId, Held> tenants = new ConcurrentHashMap<>();
    private final Map<String, TenantId> bySlug = new ConcurrentHashMap<>();
    private final Arrivals<TenantId> arrivals = new Arrivals<>();

    /** The tenant of an id ({@code ten_…}) or a slug. */
    public Optional<TenantId> find(String idOrSlug) {
        return TenantId.parse(idOrSlug)
                .filter(tenants::containsKey)
                .or(() -> Optional.ofNullable(bySlug.get(idOrSlug)));
    }

    /** One that is not known yet has just been made. */
    boolean isSuspended(TenantId tenant) {
        var held = tenants.get(tenant);
        return held != null && held.suspended();
    }

    /** What it wants of nodes that hear nothing of each other: {@code share open closed}. */
    public String limitsFallback(TenantId tenant) {
        var held = tenants.get(tenant);
        return held == null ? "share" : held.limitsFallback();
    }

    /** Called by one thread, in the order of the topic; a lower version than the one held is a late record. */
    void put(Tenant state) {
        var id = TenantId.of(state.getId());
        var held = new Held(
                !state.getStatus().equals("active"), state.getLimitsFallback().intern(), state.getVersion());
        tenants.merge(id, held, (old, fresh) -> old.version() > fresh.version() ? old : fresh);
        bySlug.put(state.getSlug(), id);
        arrivals.tell(id, state.getVersion());
    }

    /** Completes with whether this node goes by this version of a tenant, at the latest after the time given. */
    public CompletableFuture<Boolean> reaches(TenantId tenant, long version, Duration atMost) {
        return arrivals.reaches(tenant, version, atMost, () -> {
            var held = tenants.get(tenant);
            return held == null ? Arrivals.NONE : held.version();
        });
    }

    int size() {
        return tenants.size();
    }
}
