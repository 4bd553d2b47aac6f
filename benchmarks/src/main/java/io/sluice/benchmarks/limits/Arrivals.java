package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.load.Calls;
import io.sluice.benchmarks.load.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** When the requests of a case come and to which node: by chance as in the simulation, but always the same. */
public final class Arrivals {
    private static final long SEED = 1;

    /** Nanoseconds after the start, ascending. */
    private final long[] after;

    private final byte[] nodes;

    private Arrivals(long[] after, byte[] nodes) {
        this.after = after;
        this.nodes = nodes;
    }

    /** All of them, by one caller. */
    public Calls by(Request request) {
        return new Calls(request, after, nodes);
    }

    public static Arrivals of(Scenario scenario) {
        var random = new Random(SEED);
        var after = instants(scenario.requestsPerSecond(), scenario.length(), random);
        if (!scenario.clientMovesEvery().isPositive())
            return new Arrivals(after, split(scenario.split(), after.length, random));
        var nodes = new byte[after.length];
        for (int each = 0; each < nodes.length; each++) {
            nodes[each] = (byte) (after[each] / scenario.clientMovesEvery().toNanos() % scenario.nodes());
        }
        return new Arrivals(after, nodes);
    }

    /** To each of some nodes the same number, more or less. */
    public static Arrivals even(int among, double perSecond, Duration length) {
        var random = new Random(SEED);
        var after = instants(perSecond, length, random);
        return new Arrivals(after, split(Collections.nCopies(among, 1), after.length, random));
    }

    /** To one node, one after the other. */
    public static Arrivals regular(int node, Duration every, Duration length) {
        var after = LongStream.range(0, length.dividedBy(every))
                .map(each -> each * every.toNanos())
                .toArray();
        var nodes = new byte[after.length];
        Arrays.fill(nodes, (byte) node);
        return new Arrivals(after, nodes);
    }

    private static long[] instants(double perSecond, Duration length, Random random) {
        var after = new long[1_024];
        int count = 0;
        for (double at = 0; ; ) {
            at -= Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            if (at >= length.toNanos()) return Arrays.copyOf(after, count);
            if (count == after.length) after = Arrays.copyOf(after, 2 * count);
            after[count++] = (long) at;
        }
    }

    private static byte[] split(List<Integer> parts, int count, Random random) {
        int whole = parts.stream().mapToInt(Integer::intValue).sum();
        var nodes = new byte[count];
        for (int each = 0; each < count; each++) {
            int node = 0;
            for (int at = random.nextInt(whole); at >= parts.get(node); node++) at -= parts.get(node);
            nodes[each] = (byte) node;
        }
        return nodes;
    }
}
