package io.sluice.benchmarks;

import io.sluice.benchmarks.limits.Outcome;
import io.sluice.benchmarks.limits.Scenario;
import io.sluice.benchmarks.limits.Scenarios;
import io.sluice.benchmarks.limits.Simulation;
import java.util.ArrayList;
import java.util.List;

/** What limits do to requests, by a simulation: not how fast, but how right they are. */
final class SimulateCase implements Case {
    private static final int SEEDS = 3;

    /** Above it, callers ask for more than their limit. */
    private static final double SATURATED = 1;

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        var calm = run(Scenarios.calm(), progress);
        var saturated = calm.stream()
                .filter(outcome -> outcome.scenario().load() > SATURATED)
                .toList();
        run(Scenarios.particular(), progress);
        var troubled = run(Scenarios.troubled(), progress);
        var all = new ArrayList<>(calm);
        all.addAll(troubled);
        return List.of(
                Figure.absolute(
                        "fullest sliding window, of the limit",
                        "",
                        all.stream().mapToDouble(Outcome::fullest).max().orElseThrow(),
                        Goal.atMost(1, 1)),
                Figure.absolute(
                        "false refusals while nothing goes wrong",
                        "",
                        (double)
                                calm.stream().mapToLong(Outcome::falselyRefused).sum(),
                        Goal.atMost(0, 0)),
                Figure.absolute(
                        "used at ten times the load, at least",
                        "",
                        saturated.stream().mapToDouble(Outcome::used).min().orElseThrow(),
                        Goal.atLeast(0.97, 0.97)),
                Figure.absolute(
                        "p99 of the waits, at most",
                        "ms",
                        calm.stream().mapToDouble(Outcome::waitP99).max().orElseThrow(),
                        Goal.atMost(120, 120)));
    }

    private static List<Outcome> run(List<Scenario> scenarios, Progress progress) {
        progress.say("%s", Outcome.header());
        var outcomes = new ArrayList<Outcome>();
        for (var scenario : scenarios) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                var outcome = Simulation.run(scenario, seed);
                progress.say("%s", outcome.line());
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }
}
