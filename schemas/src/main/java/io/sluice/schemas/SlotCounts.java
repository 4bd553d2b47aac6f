package io.sluice.schemas;

import java.util.Arrays;

/** A count for each slot that a window may hold. Not safe for use by several threads at once. */
public final class SlotCounts {
    private static final int[] NONE = {};

    /** As many slots as a window touches, and one that is ahead, for clocks do not agree to the millisecond. */
    private final int length;

    /** None before the first count: many a limit is known to a node and never used there. */
    private int[] counts = NONE;

    private long newest = Long.MIN_VALUE;

    public SlotCounts(LimitWindow window) {
        length = window.slots() + 2;
    }

    /** What lies before all that is held is forgotten. A count may also be taken back. */
    public void add(long slot, long count) {
        if (slot > newest) forgetUpTo(slot);
        if (isHeld(slot)) counts[index(slot)] += Math.toIntExact(count);
    }

    /** Adds all counts of another window of the same length. */
    public void addAll(SlotCounts others) {
        for (long slot = others.firstFrom(Long.MIN_VALUE); slot <= others.newest; slot++) add(slot, others.get(slot));
    }

    /** The sum of a slot and all after it. */
    public long sumFrom(long oldest) {
        if (newest == Long.MIN_VALUE) return 0;
        long first = Math.max(oldest, firstHeld());
        long sum = 0;
        int index = index(first);
        for (long slot = first; slot <= newest; slot++) {
            sum += counts[index];
            if (++index == length) index = 0;
        }
        return sum;
    }

    public long get(long slot) {
        return isHeld(slot) ? counts[index(slot)] : 0;
    }

    /** The first slot from {@code oldest} on that has a count; {@code Long.MAX_VALUE} when none has. */
    public long firstFrom(long oldest) {
        if (newest == Long.MIN_VALUE) return Long.MAX_VALUE;
        for (long slot = Math.max(oldest, firstHeld()); slot <= newest; slot++) {
            if (counts[index(slot)] != 0) return slot;
        }
        return Long.MAX_VALUE;
    }

    /** The newest slot that was counted in; {@code Long.MIN_VALUE} when none was. */
    public long newest() {
        return newest;
    }

    public void clear() {
        Arrays.fill(counts, 0);
        newest = Long.MIN_VALUE;
    }

    private void forgetUpTo(long slot) {
        if (counts.length == 0) counts = new int[length];
        if (newest == Long.MIN_VALUE || slot - newest >= length) {
            Arrays.fill(counts, 0);
        } else {
            for (long passed = newest + 1; passed <= slot; passed++) counts[index(passed)] = 0;
        }
        newest = slot;
    }

    private long firstHeld() {
        return newest - length + 1;
    }

    private boolean isHeld(long slot) {
        return newest != Long.MIN_VALUE && slot <= newest && slot >= firstHeld();
    }

    private int index(long slot) {
        return Math.floorMod(slot, length);
    }
}
