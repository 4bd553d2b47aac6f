package io.sluice.ingress.policies;

import io.sluice.ingress.limits.Limit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Limits that need no rule of a tenant.
 *
 * @param max requests of each key and person that has no limit of its own; null is no limit
 * @param window in which, whole seconds, 1 s to 1 day
 * @param addressMax requests from each address (of IPv6: from each /64) at this node; null is no limit
 * @param addressWindow in which, whole seconds, 1 s to 1 day
 * @param costs what a request counts where it is not 1: {@code POST /v1/keys=5}, 1 to 1,000 each
 */
@ConfigurationProperties("sluice.rate-limits")
record LimitSettings(
        @Nullable Long max,
        @DurationUnit(ChronoUnit.SECONDS) Duration window,
        @Nullable Long addressMax,
        @DurationUnit(ChronoUnit.SECONDS) Duration addressWindow,
        List<String> costs) {
    private static final Duration WINDOW_MAX = Duration.ofDays(1);
    private static final int COST_MAX = 1_000;

    /** What a request of a route counts. */
    record Cost(Route route, int requests) {
        private static Cost read(String text) {
            int at = text.lastIndexOf('=');
            var route =
                    at < 0 ? null : Route.parse(text.substring(0, at).strip()).orElse(null);
            var requests = at < 0 ? "" : text.substring(at + 1).strip();
            boolean isNumber = requests.matches("[1-9][0-9]{0,3}") && Integer.parseInt(requests) <= COST_MAX;
            if (route == null || !isNumber) {
                throw new IllegalArgumentException("SLUICE_RATE_LIMIT_COSTS must be METHOD /path=requests, 1 to "
                        + COST_MAX + " of them, with commas between several, but holds \"" + text + "\"");
            }
            return new Cost(route, Integer.parseInt(requests));
        }
    }

    LimitSettings {
        checkMax("SLUICE_RATE_LIMIT_DEFAULT", max);
        checkMax("SLUICE_RATE_LIMIT_ADDRESS", addressMax);
        checkWindow("SLUICE_RATE_LIMIT_WINDOW", window);
        checkWindow("SLUICE_RATE_LIMIT_ADDRESS_WINDOW", addressWindow);
        costs = List.copyOf(costs);
        costs.forEach(Cost::read);
    }

    Stream<Cost> costsOfRoutes() {
        return costs.stream().map(Cost::read);
    }

    private static void checkMax(String setting, @Nullable Long max) {
        if (max != null && (max < 1 || max > Limit.LARGEST)) {
            throw new IllegalArgumentException(
                    setting + " must be 1 to " + Limit.LARGEST + ", or empty for none, but is " + max);
        }
    }

    private static void checkWindow(String setting, Duration window) {
        boolean isWhole = window.toMillis() % 1_000 == 0;
        if (!isWhole || window.toSeconds() < 1 || window.compareTo(WINDOW_MAX) > 0) {
            throw new IllegalArgumentException(setting + " must be 1s to 1d, in whole seconds, but is " + window);
        }
    }
}
