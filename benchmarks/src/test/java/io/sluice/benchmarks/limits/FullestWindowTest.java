package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What cannot be avoided is told; what only may have been is not. */
class FullestWindowTest {
    private static final long LENGTH = 1_000;

    @Test
    void ofNothingIsEmpty() {
        assertThat(FullestWindow.of(new long[0], 0, LENGTH)).isZero();
        assertThat(FullestWindow.surely(new long[0], new long[0], LENGTH)).isZero();
    }

    @Test
    void endsJustBeforeAWholeLengthIsOver() {
        assertThat(FullestWindow.of(new long[] {0, 999}, 2, LENGTH)).isEqualTo(2);
        assertThat(FullestWindow.of(new long[] {0, 1_000}, 2, LENGTH)).isEqualTo(1);
    }

    @Test
    void beginsAnywhere() {
        var instants = new long[] {0, 900, 950, 1_100, 1_800, 2_500};
        assertThat(FullestWindow.of(instants, instants.length, LENGTH)).isEqualTo(4);
    }

    @Test
    void surelyHoldsWhatBeginsAndEndsWithinIt() {
        assertThat(FullestWindow.surely(new long[] {0, 500}, new long[] {400, 999}, LENGTH))
                .isEqualTo(2);
        assertThat(FullestWindow.surely(new long[] {0, 500}, new long[] {400, 1_000}, LENGTH))
                .isEqualTo(1);
    }

    /** The second may have come a whole window after the first. */
    @Test
    void doesNotSurelyHoldWhatMayHaveBeenOutside() {
        assertThat(FullestWindow.surely(new long[] {0, 990}, new long[] {0, 1_010}, LENGTH))
                .isEqualTo(1);
    }

    @Test
    void doesNotSurelyHoldWhatTookAWholeLength() {
        assertThat(FullestWindow.surely(new long[] {100, 0, 200}, new long[] {150, 1_000, 250}, LENGTH))
                .isEqualTo(2);
    }

    @Test
    void ofKnownInstantsIsTheSameEitherWay() {
        var instants = new Random(1).longs(500, 0, 20_000).sorted().toArray();
        assertThat(FullestWindow.surely(instants, instants, LENGTH))
                .isEqualTo(FullestWindow.of(instants, instants.length, LENGTH));
    }

    /** Whatever the instants were: no guess is smaller than what is certain, and none of the windows counted twice. */
    @Test
    void isNeverSurelyFullerThanItWas() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var from = random.longs(300, 0, 10_000).toArray();
            var to = new long[from.length];
            var truly = new long[from.length];
            for (int each = 0; each < from.length; each++) {
                to[each] = from[each] + random.nextLong(1_500);
                truly[each] = random.nextLong(from[each], to[each] + 1);
            }
            Arrays.sort(truly);
            int surely = FullestWindow.surely(from, to, LENGTH);
            assertThat(surely)
                    .as("seed %d", seed)
                    .isEqualTo(countedOneByOne(from, to))
                    .isLessThanOrEqualTo(FullestWindow.of(truly, truly.length, LENGTH));
        }
    }

    private static int countedOneByOne(long[] from, long[] to) {
        int fullest = 0;
        for (long begin : from) {
            int held = 0;
            for (int each = 0; each < from.length; each++) {
                if (from[each] >= begin && to[each] < begin + LENGTH) held++;
            }
            fullest = Math.max(fullest, held);
        }
        return fullest;
    }
}
