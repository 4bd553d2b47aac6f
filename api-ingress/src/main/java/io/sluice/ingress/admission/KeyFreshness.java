package io.sluice.ingress.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this node still hears of keys. Workers beat on {@code state.keys}; a node that hears nothing for long is cut
 * off, and would go on to admit a key that was revoked since.
 */
final class KeyFreshness implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFreshness.class);
    private static final long NOTHING_YET = 0;
    private static final long BETWEEN_WARNINGS_MS = Duration.ofMinutes(1).toMillis();

    private final LongSupplier heardUntil;
    private final KeySettings settings;
    private final Clock clock;
    private final AtomicLong warnFrom = new AtomicLong();

    /** @param heardUntil up to when all that was written has been read, in epoch milliseconds; 0 before the first */
    KeyFreshness(LongSupplier heardUntil, KeySettings settings, Clock clock) {
        this.heardUntil = heardUntil;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether keys may be trusted at this instant: also when they are stale, if the operator wants only a warning. */
    boolean allows(Instant now) {
        long heard = heardUntil.getAsLong();
        long silent = now.toEpochMilli() - heard;
        if (silent <= settings.staleAfter().toMillis()) return true;
        if (heard != NOTHING_YET) warn(now.toEpochMilli(), Duration.ofMillis(silent));
        return settings.whenStale() == KeySettings.WhenStale.WARN;
    }

    private void warn(long now, Duration silent) {
        long due = warnFrom.get();
        if (now < due || !warnFrom.compareAndSet(due, now + BETWEEN_WARNINGS_MS)) return;
        LOG.warn(
                "state.keys has been silent for {} s, so this node may not know of revocations; check Kafka and the"
                        + " workers",
                silent.toSeconds());
    }

    /** A node that refuses everybody is not ready. */
    @Override
    public Health health() {
        return allows(clock.instant())
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("heard_until", Instant.ofEpochMilli(heardUntil.getAsLong()))
                        .build();
    }
}
