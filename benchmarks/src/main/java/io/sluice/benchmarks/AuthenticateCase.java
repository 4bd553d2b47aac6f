package io.sluice.benchmarks;

import io.sluice.ingress.admission.KnownKeys;
import java.util.List;

/** Finding out whose key it is, in memory, among a million of them. */
final class AuthenticateCase implements Case {
    private static final int KEYS = 1_000_000;
    private static final int WARM_ROUNDS = 3;
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "authenticate";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        progress.say("making %d keys", KEYS);
        var keys = KnownKeys.make(KEYS);
        rounds(keys, progress).run(WARM_ROUNDS);
        var results = rounds(keys, progress).run(ROUNDS);
        return List.of(
                Figure.ratio(
                        "authenticate among a million / SHA-256, hex, map",
                        "ns",
                        results.of("ours ns"),
                        results.of("floor ns"),
                        Goal.atMost(2, 2)),
                Figure.absolute("memory of a key", "B", keys.bytesPerKey(), Goal.atMost(1_024, 1_024)));
    }

    private static Rounds rounds(KnownKeys keys, Progress progress) {
        return new Rounds(progress).with("floor ns", keys::lookUp).with("ours ns", keys::admit);
    }
}
