package io.sluice.ingress.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitSettingsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static LimitSettings settings(@Nullable Long max, Duration window, String... costs) {
        return new LimitSettings(max, window, null, MINUTE, List.of(costs));
    }

    @Test
    void areOffUnlessGiven() {
        assertThat(settings(null, MINUTE).max()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_001})
    void refuseWhatCannotBeCounted(long max) {
        assertThatThrownBy(() -> settings(max, MINUTE)).hasMessageContaining("SLUICE_RATE_LIMIT_DEFAULT", "" + max);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.5S", "PT1.5S", "PT24H1S"})
    void refuseWindowsThatAreNotWholeSecondsOfADay(Duration window) {
        assertThatThrownBy(() -> settings(1L, window)).hasMessageContaining("SLUICE_RATE_LIMIT_WINDOW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/keys", "POST /v1/keys=", "/v1/keys=2", "POST /v1/keys=0", "POST /v1/keys=1001"})
    void refuseCostsOfAnotherForm(String cost) {
        assertThatThrownBy(() -> settings(1L, MINUTE, cost)).hasMessageContaining("SLUICE_RATE_LIMIT_COSTS", cost);
    }

    @Test
    void readCosts() {
        var costs = settings(1L, MINUTE, "POST /v1/keys=5", "* /v1/accounts/** = 1000")
                .costsOfRoutes();
        assertThat(costs.map(LimitSettings.Cost::requests)).containsExactly(5, 1_000);
    }
}
