package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Arrivals;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of all tenants in memory, fed by {@code state.limits}. What it gives is the same object until one of
 * its rules changes, so that whoever has worked something out of it sees at a glance whether that still holds.
 */
public final class RateLimitStore {
    private record Place(TenantId tenant, Environment environment) {}

    private final Map<RateLimitId, RateRule> rules = new ConcurrentHashMap<>();
    private final Map<Place, List<RateRule>> byTenant = new ConcurrentHashMap<>();
    private final Map<KeyId, List<RateRule>> byKey = new ConcurrentHashMap<>();
    private final Arrivals<RateLimitId> arrivals = new Arrivals<>();

    /** Those of a tenant that are not of one key alone, and active. */
    List<RateRule> of(TenantId tenant, Environment environment) {
        return byTenant.getOrDefault(new Place(tenant, environment), List.of());
    }

    /** Those of one key alone, and active. */
    List<RateRule> of(KeyId key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** Called by one thread, in the order of the topic; a lower version than the one held is a late record. */
    void put(RateLimit state) {
        var rule = RateRule.of(state);
        var old = rules.get(rule.id());
        if (old != null && old.version() > rule.version()) return;
        rules.put(rule.id(), rule);
        replace(rule, rule.active() ? rule : null);
        arrivals.tell(rule.id(), rule.version());
    }

    void remove(String id) {
        RateLimitId.parse(id).map(rules::remove).ifPresent(old -> replace(old, null));
    }

    private void replace(RateRule old, @Nullable RateRule fresh) {
        if (old.key() != null) byKey.compute(old.key(), (key, those) -> replaced(those, old, fresh));
        else
            byTenant.compute(new Place(old.tenant(), old.environment()), (place, those) -> replaced(those, old, fresh));
    }

    private static @Nullable List<RateRule> replaced(
            @Nullable List<RateRule> those, RateRule old, @Nullable RateRule fresh) {
        var others = (those == null ? List.<RateRule>of() : those)
                .stream().filter(rule -> !rule.id().equals(old.id()));
        var all = Stream.concat(others, Stream.ofNullable(fresh))
                .filter(Objects::nonNull)
                .toList();
        return all.isEmpty() ? null : all;
    }

    /** Completes with whether this node goes by this version of a rate limit, at the latest after the time given. */
    public CompletableFuture<Boolean> reaches(RateLimitId id, long version, Duration atMost) {
        return arrivals.reaches(id, version, atMost, () -> {
            var rule = rules.get(id);
            return rule == null ? 0 : rule.version();
        });
    }

    int size() {
        return rules.size();
    }
}
