package io.sluice.benchmarks;

import io.sluice.benchmarks.limits.Comparison;
import io.sluice.benchmarks.limits.Measured;
import io.sluice.benchmarks.limits.Scenarios;
import io.sluice.benchmarks.limits.Scenarios.Series;
import io.sluice.benchmarks.limits.Simulation;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What limits do to requests at three real nodes, beside what they do in the simulation of the same cases. */
final class LimitsCase implements Case {
    private static final long SEED = 1;

    /** Only the series with this in their names, and the page stays as it is; all of them unless told otherwise. */
    private static final String CHOSEN = System.getProperty("benchmarks.limits", "");

    /** On two slow cores, four cold processes are busy with their compilers for minutes. */
    private static final int WARMING_ROUNDS_MAX = 8;

    private static final long LATE_MAX_NANOS = Duration.ofMillis(50).toNanos();

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        var comparisons = new ArrayList<Comparison>();
        progress.say("measured / simulated: %s", Comparison.header());
        try (var nodes = Nodes.open(progress);
                var traffic = new LimitTraffic(nodes)) {
            for (var series : Scenarios.warming()) warm(series, traffic, progress);
            for (var series : chosen()) comparisons.addAll(run(series, traffic, progress));
        }
        if (CHOSEN.isEmpty()) new LimitsPage(Sluice.root().resolve("docs")).write(comparisons);
        return figures(comparisons);
    }

    private static List<Series> chosen() {
        return Scenarios.measured().stream()
                .filter(series -> series.name().contains(CHOSEN))
                .toList();
    }

    /** Until requests are sent when they are due, or for long enough that it will not come better here. */
    private static void warm(Series series, LimitTraffic traffic, Progress progress) {
        for (int round = 1; round <= WARMING_ROUNDS_MAX; round++) {
            if (see(series, traffic, progress).late().getValueAtPercentile(99) < LATE_MAX_NANOS) return;
        }
        progress.say("going on, though requests are still sent late");
    }

    private static LimitTraffic.Seen see(Series series, LimitTraffic traffic, Progress progress) {
        progress.say("%s, for %d s", series.name(), series.length().toSeconds());
        var seen = traffic.run(series);
        progress.say(
                "%.0f %% of the machine busy; without a limit p50 %.1f ms, p99.9 %.1f ms; sent late p99 %.1f ms; "
                        + "clocks ahead by at most %d ms",
                seen.busy() * 100,
                seen.unlimited().getValueAtPercentile(50) / 1e6,
                seen.unlimited().getValueAtPercentile(99.9) / 1e6,
                seen.late().getValueAtPercentile(99) / 1e6,
                seen.clockError().toMillis());
        return seen;
    }

    private static List<Comparison> run(Series series, LimitTraffic traffic, Progress progress) {
        var comparisons = new ArrayList<Comparison>();
        for (var measured : see(series, traffic, progress).cases()) {
            var comparison =
                    new Comparison(measured, Simulation.run(measured.likely().scenario(), SEED));
            progress.say("%s", comparison.line());
            comparisons.add(comparison);
        }
        return comparisons;
    }

    private static List<Figure> figures(List<Comparison> comparisons) {
        var real = comparisons.stream().map(Comparison::measured).toList();
        var saturated = comparisons.stream().filter(Comparison::isSaturated).toList();
        return List.of(
                Figure.absolute(
                                "limits: fullest sliding window for certain",
                                "",
                                real.stream()
                                        .mapToDouble(Measured::fullestSurely)
                                        .max()
                                        .orElseThrow(),
                                Goal.atMost(1, 1))
                        .foundAmong(
                                comparisons.stream().map(Comparison::figures).toList()),
                Figure.absolute(
                        "limits: false refusals for certain",
                        "",
                        (double) real.stream().mapToInt(Measured::surelyFalse).sum(),
                        Goal.atMost(0, 0)),
                Figure.absolute(
                        "limits: used above the limit, at least",
                        "",
                        saturated.stream()
                                .mapToDouble(each -> each.measured().likely().used())
                                .min()
                                .orElseThrow(),
                        Goal.atLeast(0.97, 0.97)),
                Figure.absolute(
                        "limits: p99 of the waits, at most",
                        "ms",
                        real.stream()
                                .mapToDouble(each -> each.likely().waitP99())
                                .max()
                                .orElseThrow(),
                        Goal.atMost(120, 120)));
    }
}
