package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitWindowTest {
    @ParameterizedTest
    @ValueSource(longs = {1_000, 5_000, 60_000, 900_000, 3_600_000, 86_400_000})
    void aSlotIsHeldUntilNothingOfItLiesWithinTheWindow(long millis) {
        var window = LimitWindow.ofMillis(millis);
        long slot = window.slotAt(1_700_000_000_123L);
        long leaves = window.leavesAt(slot);
        assertThat(window.oldestAt(leaves - 1)).isEqualTo(slot);
        assertThat(window.oldestAt(leaves)).isEqualTo(slot + 1);
        assertThat(leaves - (slot + 1) * window.slotMillis()).isEqualTo(millis);
    }

    @Test
    void everyLengthInSecondsUpToADayCanBeCut() {
        assertThat(LongStream.rangeClosed(1, 86_400).mapToObj(seconds -> LimitWindow.ofMillis(seconds * 1_000)))
                .allSatisfy(window -> assertThat(window.slots()).isBetween(20, 60));
    }

    @Test
    void aWindowThatCannotBeCutEvenlyIsRefused() {
        assertThatThrownBy(() -> new LimitWindow(1_000, 3)).hasMessageContaining("cannot be cut into 3 slots");
    }

    @Test
    void anIdIsReadAsItWasWritten() {
        var id = new LimitId("route:/v1/accounts/{id}", LimitWindow.MINUTE);
        assertThat(LimitId.of(id.text())).isEqualTo(id);
    }

    @Test
    void sharesOfAnIdleLimitAreNeverMoreThanThreeQuarters() {
        for (int among = 1; among < 20; among++) {
            assertThat(among * LimitTerms.shareOf(1_000, among)).isLessThanOrEqualTo(750);
        }
        assertThat(LimitTerms.shareOf(1_000, 0)).isZero();
    }
}
