package io.sluice.ingress.policies;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.ingress.limits.Excess.Reason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What limits did to requests. */
final class LimitMeters {
    /** Less is no wait: nobody was asked for anything. */
    static final long WAITED_FROM = Duration.ofMillis(1).toNanos();

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(35),
        Duration.ofMillis(50),
        Duration.ofMillis(80),
        Duration.ofMillis(120),
        Duration.ofMillis(150)
    };

    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
    private final Counter ofAddresses;
    private final Counter shadowed;
    private final Counter fallbacks;
    private final Timer waits;

    LimitMeters(MeterRegistry meters, RateLimitStore rules, PolicyBook book) {
        for (var reason : Reason.values()) refused.put(reason, counter(reason.text(), meters));
        this.ofAddresses = counter("address", meters);
        this.shadowed = Counter.builder("sluice.limits.shadowed")
                .description("Requests that a limit in shadow mode would have refused")
                .register(meters);
        this.fallbacks = Counter.builder("sluice.limits.fallback")
                .description("Requests that were decided while this node heard nothing of the others")
                .register(meters);
        this.waits = Timer.builder("sluice.limits.waits")
                .description("How long requests waited until it was known whether their limits admit them")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        Gauge.builder("sluice.limits.rules", rules, RateLimitStore::size)
                .description("Rate limits of tenants in memory")
                .register(meters);
        Gauge.builder("sluice.limits.callers", book, PolicyBook::size)
                .description("Callers whose limits were looked up of late")
                .register(meters);
    }

    private static Counter counter(String reason, MeterRegistry meters) {
        return Counter.builder("sluice.limits.refused")
                .description("Requests over a limit")
                .tag("reason", reason)
                .register(meters);
    }

    void refused(Reason reason) {
        var counter = refused.get(reason);
        if (counter != null) counter.increment();
    }

    void refusedForAddress() {
        ofAddresses.increment();
    }

    void shadowed() {
        shadowed.increment();
    }

    void fellBack() {
        fallbacks.increment();
    }

    void took(long nanos) {
        if (nanos >= WAITED_FROM) waits.record(nanos, TimeUnit.NANOSECONDS);
    }
}
