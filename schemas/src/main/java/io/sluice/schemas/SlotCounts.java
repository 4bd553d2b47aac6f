package io.sluice.schemas;

import java.util.Arrays;

/**
 * A count for each slot that a window may hold. It takes as much memory as lies between the first and the last that was
 * counted, for of a hundred thousand limits most are used now and then. Not safe for use by several threads at once.
 */
public final class SlotCounts {
    private static final int[] NONE = {};

    /** As many slots as a window touches, and one that is ahead, for clocks do not agree to the millisecond. */
    private final int length;

    /** A ring of all slots from {@link #first} to {@link #newest}. */
    private int[] counts = NONE;

    /** Nothing is counted before. */
    private long first;

    private long newest = Long.MIN_VALUE;

    public SlotCounts(LimitWindow window) {
        length = window.slots() + 2;
    }

    /** What lies before all that is held is forgotten. A count may also be taken back. */
    public void add(long slot, long count) {
        if (slot > newest) passTo(slot);
        else if (slot < first && slot > newest - length) goBackTo(slot);
        if (slot >= first) counts[index(slot)] += Math.toIntExact(count);
    }

    /** Adds all counts of another window of the same length. */
    public void addAll(SlotCounts others) {
        for (long slot = others.firstFrom(Long.MIN_VALUE); slot <= others.newest; slot++) add(slot, others.get(slot));
    }

    /** The sum of a slot and all after it. */
    public long sumFrom(long oldest) {
        if (newest == Long.MIN_VALUE) return 0;
        long from = Math.max(oldest, first);
        long sum = 0;
        int index = index(from);
        for (long slot = from; slot <= newest; slot++) {
            sum += counts[index];
            if (++index == counts.length) index = 0;
        }
        return sum;
    }

    public long get(long slot) {
        return newest != Long.MIN_VALUE && slot >= first && slot <= newest ? counts[index(slot)] : 0;
    }

    /** The first slot from {@code oldest} on that has a count; {@code Long.MAX_VALUE} when none has. */
    public long firstFrom(long oldest) {
        if (newest == Long.MIN_VALUE) return Long.MAX_VALUE;
        for (long slot = Math.max(oldest, first); slot <= newest; slot++) {
            if (counts[index(slot)] != 0) return slot;
        }
        return Long.MAX_VALUE;
    }

    /** The newest slot that was counted in; {@code Long.MIN_VALUE} when none was. */
    public long newest() {
        return newest;
    }

    public void clear() {
        newest = Long.MIN_VALUE;
    }

    private void passTo(long slot) {
        if (newest == Long.MIN_VALUE || slot - newest >= length) {
            hold(1);
            Arrays.fill(counts, 0);
            first = slot;
        } else {
            first = Math.max(first, slot - length + 1);
            hold(slot - first + 1);
            for (long passed = Math.max(newest + 1, first); passed <= slot; passed++) counts[index(passed)] = 0;
        }
        newest = slot;
    }

    private void goBackTo(long slot) {
        hold(newest - slot + 1);
        for (long missing = slot; missing < first; missing++) counts[index(missing)] = 0;
        first = slot;
    }

    private void hold(long slots) {
        if (slots <= counts.length) return;
        var larger = new int[(int) Math.min(length, Math.max(slots, 2L * counts.length))];
        if (newest != Long.MIN_VALUE) {
            for (long slot = first; slot <= newest; slot++)
                larger[Math.floorMod(slot, larger.length)] = (int) get(slot);
        }
        counts = larger;
    }

    private int index(long slot) {
        return Math.floorMod(slot, counts.length);
    }
}
