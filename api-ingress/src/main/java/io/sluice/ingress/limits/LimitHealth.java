package io.sluice.ingress.limits;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A node is ready when it knows what it may admit, or that nobody tells it, and what time the broker has; and its own
 * clock, by which keys expire, is not far from that.
 */
final class LimitHealth implements HealthIndicator {
    private static final long APART_MAX = Duration.ofMillis(100).toMillis();

    private final Limiter limiter;
    private final BrokerClock broker;
    private final Clock own;
    private final LongSupplier nanoTime;

    LimitHealth(Limiter limiter, BrokerClock broker, Clock own, LongSupplier nanoTime) {
        this.limiter = limiter;
        this.broker = broker;
        this.own = own;
        this.nanoTime = nanoTime;
    }

    @Override
    public Health health() {
        if (!broker.isKnown()) {
            return Health.outOfService()
                    .withDetail("clock", "the time of the broker is not known yet")
                    .build();
        }
        if (!limiter.hasTerms()) {
            return Health.outOfService()
                    .withDetail("limits", "usage-streams has not told yet what this node may admit")
                    .build();
        }
        long apart = apart();
        return Math.abs(apart) <= APART_MAX
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("clock", "is " + apart + " ms ahead of the broker's; set both by NTP")
                        .build();
    }

    /** For certain, in milliseconds; negative when it is behind. */
    private long apart() {
        long nanos = nanoTime.getAsLong();
        long now = own.millis();
        if (now > broker.latest(nanos)) return now - broker.latest(nanos);
        return Math.min(0, now - broker.earliest(nanos));
    }
}
