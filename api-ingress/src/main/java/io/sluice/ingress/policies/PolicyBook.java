package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.ingress.limits.Fallback;
import io.sluice.ingress.policies.CallerPolicies.Sources;
import io.sluice.ingress.policies.LimitSettings.Cost;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the limits that apply to a caller, and keeps what it worked out for as long as the caller goes on asking. */
final class PolicyBook {
    /** Whoever asks for nothing for so long is forgotten, at the latest after twice as long. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final KeyStore keys;
    private final TenantStore tenants;
    private final RateLimitStore rules;
    private final LimitSettings settings;
    private final List<Cost> costs;

    private volatile Map<PrincipalId, CallerPolicies> recent = new ConcurrentHashMap<>();
    private volatile Map<PrincipalId, CallerPolicies> former = Map.of();
    private volatile Instant turnsAt = Instant.MIN;

    PolicyBook(KeyStore keys, TenantStore tenants, RateLimitStore rules, LimitSettings settings) {
        this.keys = keys;
        this.tenants = tenants;
        this.rules = rules;
        this.settings = settings;
        this.costs = settings.costsOfRoutes().toList();
    }

    /** Of the tenant that the caller belongs to, in whichever it works. */
    CallerPolicies of(Caller caller, Instant now) {
        if (now.isAfter(turnsAt)) turn(now);
        var sources = sources(caller);
        var known = recent.get(caller.principal());
        if (known != null && known.sources().areStill(sources)) return known;
        var old = former.get(caller.principal());
        var policies = known == null && old != null && old.sources().areStill(sources)
                ? old
                : new CallerPolicies(caller, sources, settings, costs);
        recent.put(caller.principal(), policies);
        return policies;
    }

    private Sources sources(Caller caller) {
        var key = caller.principal() instanceof KeyId id ? id : null;
        return new Sources(
                caller.environment(),
                key == null ? List.of() : keys.rates(key),
                key == null ? 0 : keys.version(key),
                key == null ? List.of() : rules.of(key),
                rules.of(caller.home(), caller.environment()),
                Fallback.of(tenants.limitsFallback(caller.home())));
    }

    private synchronized void turn(Instant now) {
        if (!now.isAfter(turnsAt)) return;
        turnsAt = now.plus(KEPT);
        former = recent;
        recent = new ConcurrentHashMap<>();
    }

    int size() {
        return recent.size();
    }
}
