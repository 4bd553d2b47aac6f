package io.sluice.benchmarks;

import io.sluice.ingress.limits.LimitedKeys;
import java.util.List;

/** Finding out whether a request is within its limit, in memory, with many keys in use. */
final class DecideCase implements Case {
    private static final int KEYS = 100_000;
    private static final int WARM_ROUNDS = 20;
    private static final int ROUNDS = 20;

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        progress.say("making %d keys", KEYS);
        var keys = new LimitedKeys(KEYS);
        rounds(keys, progress).run(WARM_ROUNDS);
        var results = rounds(keys, progress).run(ROUNDS);
        return List.of(Figure.ratio(
                "within its limit, 100,000 keys / SHA-256, map, CAS",
                "ns",
                results.of("ours ns"),
                results.of("floor ns"),
                Goal.atMost(2, 2)));
    }

    /** The node's reports and the fold have their turn between the measurements, on a thread of their own in life. */
    private static Rounds rounds(LimitedKeys keys, Progress progress) {
        return new Rounds(progress).with("floor ns", keys::count).with("ours ns", () -> {
            keys.turn();
            return keys.decide();
        });
    }
}
