package io.sluice.benchmarks.limits;

import io.sluice.ingress.limits.NodeLimits.Verdict;
import java.util.Arrays;

/**
 * What came of a case with real processes.
 *
 * @param likely what came of it if each request was decided when it most likely was
 * @param fullestSurely the most that any sliding window held for certain, as a part of the limit
 * @param surelyFalse refused as used up while one node that knew everything would have admitted them, for certain
 */
public record Measured(Outcome likely, Sightings seen, double fullestSurely, int surelyFalse) {
    /** Numbers of requests within a case. */
    private static final int NUMBER_BITS = 24;

    /**
     * Judges what was seen.
     *
     * @param scenario with one limit
     * @param start when the first request may have been sent, in epoch nanoseconds
     * @param clockError by how many nanoseconds the clock that a node counts by may be ahead of the broker's
     */
    public static Measured of(Scenario scenario, Sightings seen, long start, long clockError) {
        var limit = scenario.limits().getFirst();
        var admitted = seen.that(each -> seen.verdict(each) == Verdict.ADMITTED);
        long length = limit.window().millis() * Time.MILLI;
        return new Measured(
                likely(scenario, seen, start),
                seen,
                FullestWindow.surely(admitted.sent(), admitted.answered(), length) / (double) limit.max(),
                KnowingNode.surelyFalse(seen, limit, clockError));
    }

    /** Tells it to the same tally that simulations are told to. */
    private static Outcome likely(Scenario scenario, Sightings seen, long start) {
        var tally = new Tally(scenario);
        var waiting = new int[scenario.nodes()];
        for (long event : events(seen, start)) {
            int number = (int) (event & ((1L << NUMBER_BITS) - 1)) >> 1;
            int node = seen.node(number);
            if ((event & 1) == 0) {
                waiting[node]++;
                continue;
            }
            if (seen.waited(number) > 0) waiting[node]--;
            tell(tally, seen, number, start, waiting[node]);
        }
        return tally.outcome(scenario, 0);
    }

    private static void tell(Tally tally, Sightings seen, int number, long start, int waiting) {
        long at = seen.likely(number);
        long waited = seen.waited(number);
        tally.request(at / Time.MILLI);
        if (seen.verdict(number) == Verdict.ADMITTED) {
            tally.counted(at / Time.MILLI);
            tally.admitted(Simulation.WARM_UP + at - start, waited);
        } else {
            tally.refused(seen.verdict(number), at / Time.MILLI, waited, waited == 0 ? waiting : 0);
        }
    }

    /** In the order of time, which stands in the upper bits: that one waits from now on (even), or is decided (odd). */
    private static long[] events(Sightings seen, long start) {
        var events = new long[2 * seen.count()];
        int count = 0;
        for (int each = 0; each < seen.count(); each++) {
            if (seen.waited(each) > 0) events[count++] = event(seen.sent(each) - start, each, 0);
            events[count++] = event(seen.likely(each) - start, each, 1);
        }
        Arrays.sort(events, 0, count);
        return Arrays.copyOf(events, count);
    }

    /** Microseconds are enough. */
    private static long event(long after, int number, int kind) {
        return (after / 1_000) << NUMBER_BITS | (long) number << 1 | kind;
    }
}
