package io.sluice.benchmarks;

import io.sluice.benchmarks.Rounds.Results;
import io.sluice.benchmarks.load.Load;
import io.sluice.system.stack.Cluster;
import java.time.Duration;
import java.util.List;

/**
 * Accepting {@code POST /v1/accounts}: key, scope, body, idempotency, encryption, {@code acks=all}, the record of the
 * call. The worker stands still, because nothing applies what the bare server accepts either.
 */
final class AcceptCase implements Case {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int PACE = 2_000;

    /** What a bare handler that answers from the producer's callback makes of the constant 202 on an idle machine. */
    private static final double DURABLE_REFERENCE = 31_600;

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        try (var stage = Stage.open(progress);
                var ours = new Load(stage.cluster().port());
                var floor = new Load(stage.floor().port())) {
            stage.cluster().process(Cluster.WORKER).stop(15);
            var provision = Requests.provision(stage.cluster().adminKey(), 202);
            var durable = Requests.durable();
            var constant = Requests.constant();

            Warmth.of("ours", ours, provision, progress);
            Warmth.of("bare", floor, durable, progress);
            Warmth.of("constant", floor, constant, progress);
            var most = new Rounds(progress)
                    .with("bare/s", () -> floor.saturate(durable, ROUND).perSecond())
                    .with("ours/s", () -> ours.saturate(provision, ROUND).perSecond())
                    .with("constant/s", () -> floor.saturate(constant, ROUND).perSecond())
                    .run(ROUNDS);

            ours.pace(provision, PACE, ROUND);
            floor.pace(durable, PACE, ROUND);
            var paced = new Rounds(progress)
                    .with("bare p50 ms", () -> floor.pace(durable, PACE, ROUND).percentile(50))
                    .with("ours p50 ms", () -> ours.pace(provision, PACE, ROUND).percentile(50))
                    .run(ROUNDS);
            return figures(machine, most, paced);
        }
    }

    private static List<Figure> figures(Machine machine, Results most, Results paced) {
        var bare = most.of("bare/s");
        var objection = machine.objectionTo("bare handler", bare.median(), DURABLE_REFERENCE);
        return List.of(
                Figure.ratio("accept / bare handler", "/s", most.of("ours/s"), bare, Goal.atLeast(0.85, 0.70))
                        .voidedBy(objection),
                Figure.ratio(
                                "accept / constant 202",
                                "/s",
                                most.of("ours/s"),
                                most.of("constant/s"),
                                Goal.atLeast(0.45, 0.33))
                        .voidedBy(objection),
                Figure.ratio(
                                "accept at 2,000/s, p50 / bare handler",
                                "ms",
                                paced.of("ours p50 ms"),
                                paced.of("bare p50 ms"),
                                Goal.atMost(1.25, 1.5))
                        .voidedBy(objection));
    }
}
