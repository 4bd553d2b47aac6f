package io.sluice.benchmarks.limits;

import java.util.Arrays;
import java.util.Random;

/**
 * When the requests of a case come and to which node, by chance as in the simulation, but always the same.
 *
 * @param after nanoseconds after the start, ascending
 * @param nodes as many
 */
public record Arrivals(long[] after, byte[] nodes) {
    public static Arrivals of(Scenario scenario, long seed) {
        var random = new Random(seed);
        double perNano = scenario.requestsPerSecond() / 1e9;
        int expected = (int) (scenario.length().toNanos() * perNano);
        var after = new long[expected + 5 * (int) Math.sqrt(expected) + 10];
        int count = 0;
        double at = 0;
        while (count < after.length) {
            at -= Math.log(1 - random.nextDouble()) / perNano;
            if (at >= scenario.length().toNanos()) break;
            after[count++] = (long) at;
        }
        var nodes = new byte[count];
        for (int each = 0; each < count; each++) nodes[each] = (byte) node(scenario, after[each], random);
        return new Arrivals(Arrays.copyOf(after, count), nodes);
    }

    private static int node(Scenario scenario, long after, Random random) {
        if (scenario.clientMovesEvery().isPositive()) {
            return (int) (after / scenario.clientMovesEvery().toNanos()) % scenario.nodes();
        }
        int at = random.nextInt(
                scenario.split().stream().mapToInt(Integer::intValue).sum());
        int node = 0;
        while (at >= scenario.split().get(node)) at -= scenario.split().get(node++);
        return node;
    }
}
