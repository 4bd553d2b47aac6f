package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlotCountsTest {
    @Test
    void countsAsAMapOfAllSlotsWould() {
        var window = LimitWindow.SECOND;
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            var counts = new SlotCounts(window);
            var model = new TreeMap<Long, Long>();
            // Some are used all the time, and some in a few slots that lie apart.
            int stepMax = 1 + random.nextInt(8);
            long now = 1_000;
            for (int step = 0; step < 200; step++) {
                now += random.nextInt(50) == 0 ? random.nextInt(60) : random.nextInt(1 + stepMax);
                if (random.nextInt(100) == 0) {
                    counts.clear();
                    model.clear();
                }
                long slot = now - random.nextInt(window.slots() + 4);
                long newest = model.isEmpty() ? slot : Math.max(slot, model.lastKey());
                long more = 1L + random.nextInt(3);
                if (newest - slot < window.slots() + 2) model.merge(slot, more, Long::sum);
                model.headMap(newest - window.slots() - 1).clear();
                counts.add(slot, more);
                for (long held = now - 90; held <= now + 1; held++) {
                    assertThat(counts.get(held)).isEqualTo(model.getOrDefault(held, 0L));
                }
                long oldest = now - random.nextInt(window.slots() + 4);
                var from = model.tailMap(oldest);
                assertThat(counts.sumFrom(oldest))
                        .isEqualTo(from.values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
                assertThat(counts.firstFrom(oldest)).isEqualTo(from.isEmpty() ? Long.MAX_VALUE : from.firstKey());
                assertThat(counts.newest()).isEqualTo(newest);
            }
        }
    }

    @Test
    void whatLiesBeforeAllThatIsHeldIsForgotten() {
        var counts = new SlotCounts(LimitWindow.SECOND);
        counts.add(100, 5);
        counts.add(100 + LimitWindow.SECOND.slots() + 2, 1);
        assertThat(counts.get(100)).isZero();
        assertThat(counts.sumFrom(Long.MIN_VALUE)).isOne();
        counts.add(100, 7);
        assertThat(counts.sumFrom(Long.MIN_VALUE)).isOne();
    }

    @Test
    void aSlotThatNobodyCanMeanIsPassedOver() {
        var counts = new SlotCounts(LimitWindow.SECOND);
        counts.add(Long.MIN_VALUE, 1);
        assertThat(counts.newest()).isEqualTo(Long.MIN_VALUE);
        counts.add(100, 1);
        counts.add(Long.MIN_VALUE, 1);
        counts.add(-1, 1);
        counts.clear();
        counts.add(Long.MIN_VALUE, 1);
        counts.add(7, 5);
        assertThat(counts.sumFrom(Long.MIN_VALUE)).isEqualTo(5);
    }

    @Test
    void aCountMayBeTakenBack() {
        var counts = new SlotCounts(LimitWindow.SECOND);
        counts.add(7, 5);
        counts.add(7, -2);
        assertThat(counts.get(7)).isEqualTo(3);
        assertThat(counts.firstFrom(0)).isEqualTo(7);
        assertThat(counts.firstFrom(8)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void addsAnother() {
        var one = new SlotCounts(LimitWindow.SECOND);
        var other = new SlotCounts(LimitWindow.SECOND);
        one.add(7, 1);
        other.add(7, 2);
        other.add(9, 3);
        one.addAll(other);
        assertThat(one.get(7)).isEqualTo(3);
        assertThat(one.newest()).isEqualTo(9);
    }

    @Test
    void isEmptyBeforeTheFirstCount() {
        var counts = new SlotCounts(LimitWindow.SECOND);
        counts.clear();
        counts.addAll(new SlotCounts(LimitWindow.SECOND));
        assertThat(counts.newest()).isEqualTo(Long.MIN_VALUE);
        assertThat(counts.firstFrom(Long.MIN_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(counts.sumFrom(Long.MIN_VALUE)).isZero();
        assertThat(counts.get(5)).isZero();
        counts.add(5, 3);
        assertThat(counts.sumFrom(0)).isEqualTo(3);
    }
}
