package io.sluice.benchmarks;

import io.sluice.benchmarks.Rounds.Results;
import io.sluice.system.stack.Cluster;
import java.util.List;

/**
 * Applying commands: from Kafka through claims, rows, outcomes and events, as one or more threads of the worker do it,
 * against one connection that does nothing but write the same rows into the same table.
 */
final class ApplyCase implements Case {
    private static final int COMMANDS = 50_000;
    private static final int WARM_ROUNDS = 4;
    private static final int ROUNDS = 5;
    private static final Goal GOAL = Goal.atLeast(0.60, 0.45);

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        try (var stage = Stage.open(progress);
                var commands = new AppliedCommands(stage.cluster());
                var rows = new BareRows(stage.cluster().dataSource())) {
            // What is accepted meanwhile is nobody's: the cores belong to the worker.
            stage.cluster().stop(Cluster.INGRESS);
            progress.say("warming up, %d rounds", WARM_ROUNDS);
            rounds(commands, rows, progress).run(WARM_ROUNDS);
            return figures(rounds(commands, rows, progress).run(ROUNDS));
        }
    }

    private static Rounds rounds(AppliedCommands commands, BareRows rows, Progress progress) {
        return new Rounds(progress)
                .with("bare creates/s", () -> rows.create(COMMANDS))
                .with("our creates/s", () -> commands.create(COMMANDS))
                .with("bare renewals/s", () -> rows.renew(COMMANDS))
                .with("our renewals/s", () -> commands.renew(COMMANDS));
    }

    private static List<Figure> figures(Results results) {
        return List.of(
                Figure.ratio(
                        "apply creates / bare INSERT",
                        "/s",
                        results.of("our creates/s"),
                        results.of("bare creates/s"),
                        GOAL),
                Figure.ratio(
                        "apply renewals / bare UPDATE",
                        "/s",
                        results.of("our renewals/s"),
                        results.of("bare renewals/s"),
                        GOAL));
    }
}
