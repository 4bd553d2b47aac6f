package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.ingress.admission.KeySettings.WhenStale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

class KeyFreshnessTest {
    private static final Instant HEARD = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @ParameterizedTest(name = "{0} after {1} ms of silence")
    @CsvSource({"WARN, 300000, true", "WARN, 300001, true", "REFUSE, 300000, true", "REFUSE, 300001, false"})
    void admitsUntilTheLimitAndThenAsTheOperatorWants(WhenStale whenStale, long silentMs, boolean admitted) {
        var now = HEARD.plusMillis(silentMs);
        var freshness = new KeyFreshness(
                HEARD::toEpochMilli, new KeySettings(LIMIT, whenStale), Clock.fixed(now, ZoneOffset.UTC));
        assertThat(freshness.allows(now)).isEqualTo(admitted);
        assertThat(freshness.health().getStatus()).isEqualTo(admitted ? Status.UP : Status.OUT_OF_SERVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2.999S", "P1DT0.001S"})
    void refusesALimitOutOfBounds(Duration limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeySettings(limit, WhenStale.WARN))
                .withMessage("SLUICE_KEYS_STALE_AFTER must be 3s to 1d but is " + limit);
    }
}
