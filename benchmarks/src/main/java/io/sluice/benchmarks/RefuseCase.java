package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Load;
import io.sluice.benchmarks.load.Request;
import io.sluice.schemas.KeySecret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refusing: a key that nobody knows, one that may not, one whose limit is used up, and a body that is no account. */
final class RefuseCase implements Case {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Goal GOAL = Goal.atLeast(0.95, 0.85);
    private static final String CONSTANT = "constant/s";

    @Override
    public String name() {
        return "refuse";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        try (var stage = Stage.open(progress);
                var ours = new Load(stage.cluster().port());
                var floor = new Load(stage.floor().port())) {
            var refused = new LinkedHashMap<String, Request>();
            refused.put("401", Requests.provision(KeySecret.generate("sk_live_").reveal(), 401));
            refused.put("403", Requests.provision(stage.key("accounts:read"), 403));
            refused.put("429", Requests.provision(stage.usedUpKey(), 429));
            refused.put("422", Requests.invalid(stage.cluster().adminKey()));
            refused.forEach((status, request) -> Warmth.of(status, ours, request, progress));
            Warmth.of("constant", floor, Requests.constant(), progress);
            var rounds = new Rounds(progress).with(CONSTANT, () -> rate(floor, Requests.constant()));
            refused.forEach((status, request) -> rounds.with(status, () -> rate(ours, request)));
            return figures(refused, rounds.run(ROUNDS));
        }
    }

    private static double rate(Load load, Request request) {
        return load.saturate(request, ROUND).perSecond();
    }

    private static List<Figure> figures(Map<String, Request> refused, Rounds.Results results) {
        return refused.keySet().stream()
                .map(status -> Figure.ratio(
                        "refuse with " + status + " / constant 202",
                        "/s",
                        results.of(status),
                        results.of(CONSTANT),
                        GOAL))
                .toList();
    }
}
