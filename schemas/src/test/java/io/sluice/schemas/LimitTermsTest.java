package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTermsTest {
    private static final LimitWindow HOUR = LimitWindow.ofMillis(3_600_000);

    @ParameterizedTest
    @CsvSource({"1000,2", "1000,3", "60000,7", "601,3", "5,3"})
    void nodesThatAreAllKilledLoseHalfAHundredthOfALimitOrOneRequestEach(long max, int nodes) {
        long lost = nodes * LimitTerms.unconfirmedMax(max, HOUR, nodes);
        assertThat(lost).isLessThanOrEqualTo(Math.max(nodes, max / 200));
    }
}
