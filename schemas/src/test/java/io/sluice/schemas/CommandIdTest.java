package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommandIdTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    @Test
    void tellsWhenItWasMadeAndSortsByIt() {
        var first = CommandId.at(NOW, -1, -1);
        var second = CommandId.at(NOW.plusMillis(1), 0, 0);
        assertThat(first.madeAt()).contains(NOW);
        assertThat(first.text()).isLessThan(second.text());
    }

    @Test
    void claimsAllOfItselfWhenMadeByTime() {
        var id = CommandId.at(NOW, 7, 0x1234_5678_9abc_def0L);
        assertThat(id.claim()).isEqualTo(id.value());
    }

    // Two ids by time differ in their last 48 bits alone once in a while; were those not claimed, the second of two
    // unrelated commands would be refused as a reuse of the first one's key.
    @Test
    void twoByTimeNeverShareAClaim() {
        assertThat(CommandId.at(NOW, 7, 1).claim())
                .isNotEqualTo(CommandId.at(NOW, 7, 2).claim());
    }

    @Test
    void requestsUnderOneKeyShareTheClaimAndNotTheId() {
        var one = CommandId.under(0x0123_4567_89ab_cdefL, -1, 1);
        var other = CommandId.under(0x0123_4567_89ab_cdefL, -1, 2);
        assertThat(one.claim()).isEqualTo(other.claim());
        assertThat(one).isNotEqualTo(other);
        assertThat(one.madeAt()).isEmpty();
    }

    @Test
    void requestsUnderTwoKeysShareNothing() {
        var one = CommandId.under(1, 1L << 48, 5);
        var other = CommandId.under(1, 2L << 48, 5);
        assertThat(one.claim()).isNotEqualTo(other.claim());
    }

    @Test
    void isReadFromItsTextAndFromNoOther() {
        var id = CommandId.at(NOW, 7, 9);
        assertThat(CommandId.parse(id.text())).contains(id);
        assertThat(CommandId.parse(new AccountId(id.value()).text())).isEmpty();
    }
}
