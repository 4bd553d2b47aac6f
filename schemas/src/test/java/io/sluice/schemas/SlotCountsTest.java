package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlotCountsTest {
    @Test
    void countsAsAMapOfAllSlotsWould() {
        var window = LimitWindow.SECOND;
        var counts = new SlotCounts(window);
        var model = new TreeMap<Long, Long>();
        var random = new Random(1);
        long now = 1_000;
        for (int step = 0; step < 10_000; step++) {
            now += random.nextInt(50) == 0 ? random.nextInt(60) : random.nextInt(2);
            long slot = now - random.nextInt(window.slots() + 1);
            counts.add(slot, 1 + random.nextInt(3));
            model.clear();
            for (long held = now - window.slots(); held <= now; held++) model.put(held, counts.get(held));
            long oldest = now - random.nextInt(window.slots() + 1);
            assertThat(counts.sumFrom(oldest))
                    .isEqualTo(model.tailMap(oldest).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
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
