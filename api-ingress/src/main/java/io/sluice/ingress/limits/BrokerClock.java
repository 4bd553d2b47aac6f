package io.sluice.ingress.limits;

/**
 * The time of the broker, as far as the answers to our own records tell: an append lies between its sending and its
 * acknowledgement, so each of them bounds how far that clock is from ours. All nodes that go by it agree to within the
 * sum of their errors, whatever their own clocks say.
 */
final class BrokerClock {
    /** More than quartz drifts: 200 millionths. */
    private static final long DRIFT_DIVISOR = 5_000;

    private static final long NANOS = 1_000_000;

    /** Between these lies what is to be added to our nanoseconds; read by all, written by one. */
    private record Bounds(long least, long most, long takenAt) {}

    private volatile Bounds bounds = new Bounds(0, Long.MAX_VALUE, 0);
    private volatile boolean known;

    /**
     * One append.
     *
     * @param sent before it was sent, in nanoseconds of this process
     * @param acknowledged after that was heard of
     * @param appendedAt as the broker stamped it, in whole epoch milliseconds
     */
    synchronized void learn(long sent, long acknowledged, long appendedAt) {
        long least = appendedAt * NANOS - acknowledged;
        long most = (appendedAt + 1) * NANOS - sent;
        if (!known) {
            bounds = new Bounds(least, most, acknowledged);
            known = true;
            return;
        }
        long drift = (acknowledged - bounds.takenAt()) / DRIFT_DIVISOR;
        long both = Math.max(least, bounds.least() - drift);
        long atMost = Math.min(most, bounds.most() + drift);
        // They contradict each other: the broker's clock was set, or another broker leads.
        bounds = both <= atMost ? new Bounds(both, atMost, acknowledged) : new Bounds(least, most, acknowledged);
    }

    /** Until then there is no time to count by. */
    boolean isKnown() {
        return known;
    }

    /** The latest that it can be, in epoch milliseconds: what is admitted now is surely not counted too early. */
    long latest(long nanos) {
        var known = bounds;
        return Math.floorDiv(nanos + known.most() + (nanos - known.takenAt()) / DRIFT_DIVISOR, NANOS);
    }

    /** The earliest that it can be. */
    long earliest(long nanos) {
        var known = bounds;
        return Math.floorDiv(nanos + known.least() - (nanos - known.takenAt()) / DRIFT_DIVISOR, NANOS);
    }

    /** How far the two were apart when it was last learnt, in milliseconds rounded up. */
    long uncertainty() {
        return known ? Math.ceilDiv(bounds.most() - bounds.least(), NANOS) : Long.MAX_VALUE;
    }
}
