package io.sluice.benchmarks.limits;

/** When it is known elsewhere what was admitted. */
public final class Knowledge {
    private Knowledge() {}

    /**
     * How long after each request was sent an answer came that counts it.
     *
     * @param sent when the requests that were admitted were sent, ascending
     * @param answered when the others' answers came, ascending
     * @param used how many requests each of these answers counts
     * @throws IllegalStateException when no answer counts all of them
     */
    public static long[] after(long[] sent, long[] answered, int[] used) {
        var known = new long[sent.length];
        int next = 0;
        for (int each = 0; each < answered.length; each++) {
            for (; next < sent.length && next < used[each]; next++) known[next] = answered[each] - sent[next];
        }
        if (next < sent.length) throw new IllegalStateException((sent.length - next) + " are never known elsewhere");
        return known;
    }
}
