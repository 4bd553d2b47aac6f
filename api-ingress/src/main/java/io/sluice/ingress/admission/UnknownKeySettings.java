package io.sluice.ingress.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many keys that nobody has may come from one address (of IPv6: from one /64).
 *
 * @param limit at once, and again within each window, 1 to 100,000
 * @param window in which as many more are free again, 1 s to 1 day
 */
@ConfigurationProperties("sluice.unknown-keys")
record UnknownKeySettings(int limit, Duration window) {
    private static final int LIMIT_MAX = 100_000;
    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    private static final Duration WINDOW_MAX = Duration.ofDays(1);

    UnknownKeySettings {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException(
                    "SLUICE_UNKNOWN_KEYS_LIMIT must be 1 to " + LIMIT_MAX + " but is " + limit);
        }
        if (window.compareTo(WINDOW_MIN) < 0 || window.compareTo(WINDOW_MAX) > 0) {
            throw new IllegalArgumentException("SLUICE_UNKNOWN_KEYS_WINDOW must be 1s to 1d but is " + window);
        }
    }
}
