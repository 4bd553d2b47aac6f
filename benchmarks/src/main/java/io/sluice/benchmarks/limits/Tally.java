package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Window;
import io.sluice.ingress.limits.NodeLimits.Verdict;
import io.sluice.schemas.SlotCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one node that knew everything would have done, beside what was done. */
final class Tally {
    private final List<Window> windows;
    /** The parts of all requests that go to the nodes, the greatest first. */
    private final double[] parts;

    private final List<SlotCounts> admittedBySlot = new ArrayList<>();
    private final LongList admittedAt = new LongList();
    private final LongList waits = new LongList();
    private long requests;
    private double unavoidable;
    private long falselyRefused;
    private final Map<Verdict, Long> beyondBounds = new EnumMap<>(Verdict.class);
    private long beyondBoundsThoughFree;

    Tally(Scenario scenario) {
        windows = scenario.limits();
        parts = parts(scenario);
        for (var window : windows) admittedBySlot.add(new SlotCounts(window.window()));
    }

    private static double[] parts(Scenario scenario) {
        // It may be foreseen at which node the next request of such a client will be.
        if (scenario.clientMovesEvery().isPositive()) return new double[] {1};
        double all = scenario.split().stream().mapToInt(part -> part).sum();
        return scenario.split().stream()
                .sorted(Comparator.reverseOrder())
                .mapToDouble(part -> part / all)
                .toArray();
    }

    /**
     * A request came. What is free can lie at no more nodes than it has tokens. At the others a request has to wait,
     * whatever they do: if they admitted it, so might others, and if they refused it, that would be false.
     *
     * @param believed by the clock that the node counts by, in epoch milliseconds
     */
    void request(long believed) {
        requests++;
        long free = free(believed);
        if (free == 0) return;
        for (int node = (int) Math.min(free, parts.length); node < parts.length; node++) unavoidable += parts[node];
    }

    /** What one node that knew everything could still admit. */
    private long free(long believed) {
        long free = Long.MAX_VALUE;
        for (int each = 0; each < windows.size(); each++) {
            var window = windows.get(each);
            long used = admittedBySlot.get(each).sumFrom(window.window().oldestAt(believed));
            free = Math.min(free, Math.max(0, window.max() - used));
        }
        return free;
    }

    /**
     * A request was counted, as the one node would have.
     *
     * @param believed by the clock that the node counts by, in epoch milliseconds
     */
    void counted(long believed) {
        for (int each = 0; each < windows.size(); each++) {
            admittedBySlot.get(each).add(windows.get(each).window().slotAt(believed), 1);
        }
    }

    /** @param trueTime when it was counted */
    void admitted(long trueTime, long waited) {
        admittedAt.add(trueTime);
        waits.add(waited);
    }

    /** @param before requests that wait at the same node and came earlier; the one node would have admitted them */
    void refused(Verdict verdict, long believed, long waited, long before) {
        waits.add(waited);
        boolean free = free(believed) > before;
        // What the one node would have admitted counts for it from then on.
        if (free) counted(believed);
        if (verdict != Verdict.USED_UP) beyondBounds.merge(verdict, 1L, Long::sum);
        if (verdict == Verdict.USED_UP && free) falselyRefused++;
        if (verdict != Verdict.USED_UP && free) beyondBoundsThoughFree++;
    }

    /** As a part of its limit. */
    private double fullest() {
        double fullest = 0;
        // Some were answered before others that were counted earlier.
        Arrays.sort(admittedAt.numbers, 0, admittedAt.size);
        for (var window : windows) {
            long length = window.window().millis() * Time.MILLI;
            fullest = Math.max(
                    fullest, FullestWindow.of(admittedAt.numbers, admittedAt.size, length) / (double) window.max());
        }
        return fullest;
    }

    /** Of the tightest limit, from its second window on, as a part of what its slots allow. */
    private double used(Scenario scenario) {
        var tightest = windows.stream()
                .min((one, other) -> Double.compare(one.perSecond(), other.perSecond()))
                .orElseThrow();
        long begin = Simulation.WARM_UP + 2 * tightest.window().millis() * Time.MILLI;
        long cycle = (tightest.window().millis() + tightest.window().slotMillis()) * Time.MILLI;
        long cycles = (Simulation.WARM_UP + scenario.length().toNanos() - begin) / cycle;
        long end = begin + cycles * cycle;
        if (cycles < 1) return Double.NaN;
        long count = 0;
        for (int each = 0; each < admittedAt.size(); each++) {
            if (admittedAt.get(each) >= begin && admittedAt.get(each) < end) count++;
        }
        double slots = tightest.window().slots();
        double possible = tightest.perSecond() * (end - begin) / 1e9 * slots / (slots + 1);
        return count / possible;
    }

    Outcome outcome(Scenario scenario, long lost) {
        long waited = 0;
        var sorted = new long[waits.size()];
        for (int each = 0; each < waits.size(); each++) {
            if (waits.get(each) > 0) sorted[(int) waited++] = waits.get(each);
        }
        var onlyWaits = Arrays.copyOf(sorted, (int) waited);
        Arrays.sort(onlyWaits);
        return new Outcome(
                scenario,
                requests,
                admittedAt.size(),
                fullest(),
                falselyRefused,
                beyondBounds.getOrDefault(Verdict.CROWDED, 0L),
                beyondBounds.getOrDefault(Verdict.WAITED, 0L),
                beyondBounds.getOrDefault(Verdict.ALONE, 0L),
                beyondBoundsThoughFree,
                lost,
                used(scenario),
                requests == 0 ? 0 : waited / (double) requests,
                requests == 0 ? 0 : unavoidable / requests,
                quantile(onlyWaits, 0.5),
                quantile(onlyWaits, 0.99),
                onlyWaits.length == 0 ? 0 : onlyWaits[onlyWaits.length - 1] / 1e6);
    }

    private static double quantile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    /** Millions of numbers, without an object for each. */
    private static final class LongList {
        private long[] numbers = new long[1_024];
        private int size;

        void add(long number) {
            if (size == numbers.length) numbers = Arrays.copyOf(numbers, 2 * size);
            numbers[size++] = number;
        }

        long get(int index) {
            return numbers[index];
        }

        int size() {
            return size;
        }
    }
}
