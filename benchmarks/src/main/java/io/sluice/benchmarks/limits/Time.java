package io.sluice.benchmarks.limits;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The true time, in nanoseconds, and all that is going to happen. */
final class Time {
    static final long MILLI = 1_000_000;

    /** The instant at which every simulation begins, in epoch milliseconds of the broker. */
    private static final long EPOCH = 1_700_000_000_000L;

    private record Event(long at, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    long now() {
        return now;
    }

    /** As the broker stamps it. */
    long epochMillis() {
        return EPOCH + now / MILLI;
    }

    void at(long instant, Runnable action) {
        events.add(new Event(Math.max(instant, now), order++, action));
    }

    void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            var event = events.poll();
            now = event.at();
            event.action().run();
        }
        now = end;
    }
}
