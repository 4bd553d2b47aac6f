package io.sluice.ingress.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What this node does when it hears nothing of keys any longer.
 *
 * @param staleAfter how long {@code state.keys} may be silent, 3 s to 1 day; workers beat every 10 s by default
 * @param whenStale what happens then
 */
@ConfigurationProperties("sluice.keys")
record KeySettings(Duration staleAfter, WhenStale whenStale) {
    private static final Duration STALE_AFTER_MIN = Duration.ofSeconds(3);
    private static final Duration STALE_AFTER_MAX = Duration.ofDays(1);

    /** What becomes of requests. */
    enum WhenStale {
        /** They are admitted, and the log says so. */
        WARN,
        /** They are answered 503, and the node is not ready. */
        REFUSE
    }

    KeySettings {
        if (staleAfter.compareTo(STALE_AFTER_MIN) < 0 || staleAfter.compareTo(STALE_AFTER_MAX) > 0) {
            throw new IllegalArgumentException("SLUICE_KEYS_STALE_AFTER must be 3s to 1d but is " + staleAfter);
        }
    }
}
