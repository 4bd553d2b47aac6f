package io.sluice.benchmarks.limits;

import io.sluice.ingress.limits.NodeLimits.Verdict;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The requests of one caller as they were seen from outside: each was decided at some instant between its sending and
 * its answer, both in epoch nanoseconds.
 */
public final class Sightings {
    private final long[] sent;
    private final long[] answered;
    private final long[] waited;
    private final byte[] nodes;
    private final Verdict[] verdicts;
    private int count;

    public Sightings(int capacity) {
        sent = new long[capacity];
        answered = new long[capacity];
        waited = new long[capacity];
        nodes = new byte[capacity];
        verdicts = new Verdict[capacity];
    }

    /**
     * The next request, sent no earlier than the one before.
     *
     * @param waitedFor how long the node let it wait, in nanoseconds
     */
    public void add(long sentAt, long answeredAt, long waitedFor, int node, Verdict verdict) {
        sent[count] = sentAt;
        answered[count] = answeredAt;
        waited[count] = waitedFor;
        nodes[count] = (byte) node;
        verdicts[count++] = verdict;
    }

    public int count() {
        return count;
    }

    public long sent(int number) {
        return sent[number];
    }

    public long answered(int number) {
        return answered[number];
    }

    public long waited(int number) {
        return waited[number];
    }

    public int node(int number) {
        return nodes[number];
    }

    public Verdict verdict(int number) {
        return verdicts[number];
    }

    /** When it was decided if it lay on the way, or stood still, as long before as after that. */
    public long likely(int number) {
        return answered[number] - Math.max(0, answered[number] - sent[number] - waited[number]) / 2;
    }

    /** Some of them. */
    Sightings that(IntPredicate wanted) {
        var some = new Sightings(count);
        for (int each = 0; each < count; each++) {
            if (wanted.test(each)) some.add(sent[each], answered[each], waited[each], nodes[each], verdict(each));
        }
        return some;
    }

    long[] sent() {
        return Arrays.copyOf(sent, count);
    }

    long[] answered() {
        return Arrays.copyOf(answered, count);
    }
}
