package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Window;
import io.sluice.ingress.limits.NodeLimits;
import io.sluice.ingress.limits.NodeLimits.Verdict;
import io.sluice.schemas.LimitWindow;
import java.util.Arrays;

/**
 * One node that knew everything and counted in the same slots, beside what was seen of several from outside. Of each
 * request it is known between which instants it was decided, so what this node would have done is certain only where it
 * would have done the same at each of them.
 */
final class KnowingNode {
    private static final long NANOS_OF_MILLI = 1_000_000;

    /** Much more than the patience of a node, which may stand still besides. */
    private static final long LONGEST_WAIT = 5_000 * NANOS_OF_MILLI;

    private final LimitWindow window;
    private final long max;

    /** When each that it admitted was decided at the earliest, ascending. */
    private final long[] begins;

    /** When at the latest, ascending, by a clock that may be ahead. */
    private final long[] ends;

    private final long clockError;

    private KnowingNode(Window limit, long clockError, Sightings admitted) {
        this.window = limit.window();
        this.max = limit.max();
        this.clockError = clockError;
        this.begins = admitted.sent();
        this.ends = admitted.answered();
        for (int each = 0; each < ends.length; each++) ends[each] += clockError;
        Arrays.sort(begins);
        Arrays.sort(ends);
    }

    /**
     * How many were refused as used up although this node would have admitted them, at whatever instants everything
     * really happened.
     *
     * @param clockError by how much the clock that nodes count by may be ahead, in nanoseconds: what one counts in the
     *     next slot because of it may count there for this node too
     */
    static int surelyFalse(Sightings seen, Window limit, long clockError) {
        var least = new KnowingNode(limit, clockError, seen.that(each -> seen.verdict(each) == Verdict.ADMITTED));
        // Who was refused for another reason may have had a place that is then missing to those who came later.
        var most = new KnowingNode(limit, clockError, seen.that(each -> switch (seen.verdict(each)) {
            case ADMITTED -> true;
            case USED_UP -> false;
            case ALONE, CROWDED, WAITED -> least.mayAdmit(seen.sent(each), seen.answered(each));
        }));
        return most.surelyAdmits(seen.that(each -> seen.verdict(each) == Verdict.USED_UP));
    }

    /** Whether there was room at some instant between the two. */
    private boolean mayAdmit(long from, long to) {
        return before(ends, ends.length, from + 1) - before(begins, begins.length, leftAt(to + clockError)) < max;
    }

    /** Of those that were refused, how many it would have admitted; each of them takes its place from then on. */
    private int surelyAdmits(Sightings refused) {
        var waited = refused.that(each -> refused.waited(each) > 0);
        var waitedFrom = waited.sent();
        var also = new long[refused.count()];
        int admitted = 0;
        for (int each = 0; each < refused.count(); each++) {
            long left = leftAt(refused.sent(each));
            // All of the others that it admits were sent earlier.
            int others = admitted - before(also, admitted, left);
            long free = max - usedBy(refused.answered(each), left) - others;
            if (free > 0 && free > mayWaitBefore(refused, each, waited, waitedFrom)) {
                insert(also, admitted++, refused.answered(each) + clockError);
            }
        }
        return admitted;
    }

    /** How much may have been used by an instant, of what had not left before another one. */
    private int usedBy(long instant, long left) {
        return before(begins, begins.length, instant + 1) - before(ends, ends.length, left);
    }

    /**
     * How many may have waited at its node when a request was refused. They came before it and would have used up what
     * was left, even if that had been given to others by the time at which they were refused themselves.
     */
    private int mayWaitBefore(Sightings refused, int number, Sightings waited, long[] waitedFrom) {
        long left = leftAt(refused.sent(number));
        long came = refused.answered(number) - refused.waited(number);
        int ahead = 0;
        for (int each = before(waitedFrom, waitedFrom.length, came) - 1;
                each >= 0 && ahead < NodeLimits.QUEUE_MAX;
                each--) {
            if (waitedFrom[each] < refused.sent(number) - LONGEST_WAIT) break;
            boolean itself = waitedFrom[each] == refused.sent(number);
            boolean atNode = waited.node(each) == refused.node(number);
            boolean meanwhile = waited.answered(each) > refused.sent(number);
            // Else one of the two was refused though something had left.
            boolean rightly = usedBy(waited.answered(each), left) >= max;
            if (atNode && meanwhile && rightly && !itself) ahead++;
        }
        return ahead;
    }

    /** What was counted before the returned instant is not within the window that ends at the given one. */
    private long leftAt(long instant) {
        return window.oldestAt(Math.floorDiv(instant, NANOS_OF_MILLI)) * window.slotMillis() * NANOS_OF_MILLI;
    }

    /** How many of the first {@code count} lie before an instant. */
    private static int before(long[] ascending, int count, long instant) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < instant) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static void insert(long[] ascending, int count, long instant) {
        int at = before(ascending, count, instant);
        System.arraycopy(ascending, at, ascending, at + 1, count - at);
        ascending[at] = instant;
    }
}
