package io.sluice.schemas;

/** So many in each second; who comes later finds it spent until the next one begins. Used by one thread at a time. */
public final class SecondBudget {
    private final int max;
    private long second = Long.MIN_VALUE;
    private int spent;

    public SecondBudget(int max) {
        this.max = max;
    }

    /**
     * Whether there is something left.
     *
     * @param now in milliseconds, by any clock, but always the same one
     */
    public boolean isLeft(long now) {
        return Math.floorDiv(now, 1_000L) != second || spent < max;
    }

    /** Takes so much of it, or what there is not any more. */
    public void spend(int count, long now) {
        long current = Math.floorDiv(now, 1_000L);
        spent = current == second ? spent + count : count;
        second = current;
    }
}
