package io.sluice.worker.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Splits a set into waves that hold each resource at most once: a wave can be applied by one statement, and the
 * commands of one resource keep their order. Nearly every set is one wave.
 */
public final class Waves {
    private Waves() {}

    /** The waves in order; within one, the order given. */
    public static <V> List<List<V>> of(List<V> commands, Function<V, String> resource) {
        var waves = new ArrayList<List<V>>();
        var seen = new HashMap<String, Integer>();
        for (var command : commands) {
            int wave = seen.merge(resource.apply(command), 1, Integer::sum) - 1;
            if (wave == waves.size()) waves.add(new ArrayList<>());
            waves.get(wave).add(command);
        }
        return waves;
    }
}
