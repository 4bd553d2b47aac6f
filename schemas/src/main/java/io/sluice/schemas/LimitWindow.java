package io.sluice.schemas;

/**
 * The time over which a limit counts, cut into equal slots. What was admitted in a slot counts whole for as long as any
 * of it lies within the window, so no window of this length, wherever it begins, holds more than the limit.
 *
 * @param millis its length
 * @param slots at least one; more let a caller who uses all of a limit have more of it, {@code slots / (slots + 1)}
 */
public record LimitWindow(long millis, int slots) {
    public static final LimitWindow SECOND = new LimitWindow(1_000, 20);
    public static final LimitWindow MINUTE = new LimitWindow(60_000, 60);
    public static final LimitWindow HOUR = new LimitWindow(3_600_000, 60);
    public static final LimitWindow DAY = new LimitWindow(86_400_000, 48);

    public LimitWindow {
        if (slots < 1 || millis < slots || millis % slots != 0) {
            throw new IllegalArgumentException("a window of " + millis + " ms cannot be cut into " + slots + " slots");
        }
    }

    /**
     * The window of a length, with the slots that all who count it agree on.
     *
     * @param millis at least 1,000, and a whole number of seconds
     */
    public static LimitWindow ofMillis(long millis) {
        if (millis == SECOND.millis) return SECOND;
        if (millis == MINUTE.millis) return MINUTE;
        if (millis == HOUR.millis) return HOUR;
        if (millis == DAY.millis) return DAY;
        if (millis < MINUTE.millis) return new LimitWindow(millis, 20);
        // Whole seconds are always cut evenly by 50, and by 60 only every third of them.
        return new LimitWindow(millis, millis % 60 == 0 ? 60 : 50);
    }

    public long slotMillis() {
        return millis / slots;
    }

    /** The slot of an instant in epoch milliseconds. */
    public long slotAt(long instant) {
        return Math.floorDiv(instant, slotMillis());
    }

    /** The oldest slot that lies, at least in part, within the window that ends at an instant. */
    public long oldestAt(long instant) {
        return slotAt(instant) - slots;
    }

    /** The first instant whose window holds nothing of a slot. */
    public long leavesAt(long slot) {
        return (slot + 1) * slotMillis() + millis;
    }
}
