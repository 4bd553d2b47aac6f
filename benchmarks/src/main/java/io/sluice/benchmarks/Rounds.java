package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Measures several things in turn, again and again: whatever else the machine does meets all of them alike. */
final class Rounds {
    /** One measurement of one thing. */
    interface Measurement {
        double take();
    }

    private final Map<String, Measurement> things = new LinkedHashMap<>();
    private final Progress progress;

    Rounds(Progress progress) {
        this.progress = progress;
    }

    Rounds with(String thing, Measurement measurement) {
        things.put(thing, measurement);
        return this;
    }

    /** What each thing was. */
    record Results(Map<String, Series> series) {
        Series of(String thing) {
            return Objects.requireNonNull(series.get(thing), thing);
        }
    }

    Results run(int rounds) {
        var values = new LinkedHashMap<String, List<Double>>();
        for (int round = 1; round <= rounds; round++) {
            for (var thing : things.entrySet()) {
                double value = thing.getValue().take();
                values.computeIfAbsent(thing.getKey(), name -> new ArrayList<>())
                        .add(value);
                progress.say("round %d of %d: %s: %.4g", round, rounds, thing.getKey(), value);
            }
        }
        return new Results(values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Series(entry.getValue()))));
    }
}
