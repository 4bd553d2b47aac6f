package io.sluice.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock that all processes of this machine go by, told by that which runs evenly.
 *
 * @param offset what is to be added to {@link System#nanoTime} to come to epoch nanoseconds
 */
record WallClock(long offset) {
    private static final int LOOKS = 20;

    /** What is counted in slots of 50 ms is judged wrongly by a clock that is wrong by much more. */
    private static final Duration CHANGE_MAX = Duration.ofMillis(1);

    static WallClock read() {
        long best = 0;
        long least = Long.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            long before = System.nanoTime();
            long epoch = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
            long took = System.nanoTime() - before;
            if (took >= least) continue;
            least = took;
            best = epoch - before - took / 2;
        }
        return new WallClock(best);
    }

    long epochNanos(long nanoTime) {
        return nanoTime + offset;
    }

    /** To be asked after what was measured by it. */
    void checkUnchanged() {
        long change = Math.abs(read().offset - offset);
        if (change > CHANGE_MAX.toNanos()) {
            throw new IllegalStateException("the clock of this machine was set by " + Duration.ofNanos(change));
        }
    }
}
