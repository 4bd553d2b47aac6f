package io.sluice.benchmarks;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured round by round. */
record Series(List<Double> rounds) {
    Series {
        rounds = List.copyOf(rounds);
    }

    double median() {
        return median(rounds::get);
    }

    /** The median of the ratios within each round, so that a machine that slows down slows both. */
    double ratioTo(Series floor) {
        return median(round -> rounds.get(round) / floor.rounds.get(round));
    }

    private double median(IntToDoubleFunction value) {
        var sorted =
                IntStream.range(0, rounds.size()).mapToDouble(value).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
