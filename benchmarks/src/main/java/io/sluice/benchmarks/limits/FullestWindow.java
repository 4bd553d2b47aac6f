package io.sluice.benchmarks.limits;

import java.util.Arrays;

/** The most that any window held, wherever it begins. A window is open at its end. */
final class FullestWindow {
    private FullestWindow() {}

    /**
     * When the instants are known.
     *
     * @param instants ascending
     * @param count so many of them
     */
    static int of(long[] instants, int count, long length) {
        int fullest = 0;
        int from = 0;
        for (int to = 0; to < count; to++) {
            while (instants[to] - instants[from] >= length) from++;
            fullest = Math.max(fullest, to - from + 1);
        }
        return fullest;
    }

    /**
     * When each instant lies somewhere between two others: only what surely lies within a window counts, so a window
     * that is found too full was too full.
     *
     * @param from the earliest that each can be, in the order of {@code to}
     * @param to the latest, included
     */
    static int surely(long[] from, long[] to, long length) {
        var begins = new long[from.length];
        var ends = new long[from.length];
        int count = 0;
        for (int each = 0; each < from.length; each++) {
            // No window holds for certain what may have been at instants that are a window apart.
            if (to[each] - from[each] >= length) continue;
            begins[count] = from[each];
            ends[count++] = to[each];
        }
        Arrays.sort(begins, 0, count);
        Arrays.sort(ends, 0, count);
        int fullest = 0;
        int ended = 0;
        for (int begun = 0; begun < count; begun++) {
            // What began before the window also ended before its end, being shorter, so the difference is what is
            // within.
            while (ended < count && ends[ended] < begins[begun] + length) ended++;
            fullest = Math.max(fullest, ended - begun);
        }
        return fullest;
    }
}
