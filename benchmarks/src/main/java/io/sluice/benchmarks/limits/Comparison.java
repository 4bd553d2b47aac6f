package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A case with real nodes, and the same case simulated. */
public record Comparison(Measured measured, Outcome simulated) {
    /** Above it, callers ask for more than their limit. */
    private static final double SATURATED = 1;

    private static final String COLUMNS = "%-12s %-5s %-8s %10s  %-24s %-14s %-18s %-16s %-16s %-10s %-10s";

    public static String header() {
        return COLUMNS.formatted(
                "limit",
                "load",
                "nodes",
                "requests",
                "fullest, surely (likely)",
                "false",
                "beyond bounds",
                "used",
                "waited",
                "p50 ms",
                "p99 ms");
    }

    /** The measured figure and, behind a stroke, that of the simulation. */
    public String line() {
        return COLUMNS.formatted((Object[]) cells());
    }

    /** The head of a table of {@link #row() rows}. */
    public static String rowHeader() {
        return """
                | Limit | Load | Nodes | Requests | Fullest, surely (likely) | False, surely (likely) | Beyond bounds \
                | Used | Waited | p50 ms | p99 ms |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |""";
    }

    public String row() {
        return "| " + String.join(" | ", cells()) + " |";
    }

    private String[] cells() {
        var real = measured.likely();
        return new String[] {
            limit(),
            load(),
            scenario().form(),
            "%,d".formatted(real.requests()),
            "%.4f (%.4f) / %.4f".formatted(measured.fullestSurely(), real.fullest(), simulated.fullest()),
            "%d (%d) / %d".formatted(measured.surelyFalse(), real.falselyRefused(), simulated.falselyRefused()),
            both(outcome -> "%,d".formatted(outcome.beyondBounds())),
            isSaturated() ? both(outcome -> "%.3f".formatted(outcome.used())) : "",
            both(outcome -> "%.2f %%".formatted(outcome.waitingPart() * 100)),
            both(outcome -> "%.0f".formatted(outcome.waitMedian())),
            both(outcome -> "%.0f".formatted(outcome.waitP99()))
        };
    }

    private String both(Function<Outcome, String> figure) {
        return figure.apply(measured.likely()) + " / " + figure.apply(simulated);
    }

    /** All figures, for whoever compares runs. */
    public Map<String, Object> figures() {
        var all = new LinkedHashMap<String, Object>();
        all.put("limit", limit());
        all.put("load", scenario().load());
        all.put("nodes", scenario().form());
        all.put("seconds", scenario().length().toSeconds());
        all.put("fullest_surely", measured.fullestSurely());
        all.put("falsely_refused_surely", measured.surelyFalse());
        all.put("measured", figures(measured.likely()));
        all.put("simulated", figures(simulated));
        return all;
    }

    private static Map<String, Object> figures(Outcome outcome) {
        var all = new LinkedHashMap<String, Object>();
        all.put("requests", outcome.requests());
        all.put("admitted", outcome.admitted());
        all.put("fullest", outcome.fullest());
        all.put("falsely_refused", outcome.falselyRefused());
        all.put("crowded", outcome.crowded());
        all.put("waited_in_vain", outcome.waitedInVain());
        all.put("alone", outcome.alone());
        all.put("used", outcome.used());
        all.put("waited", outcome.waitingPart());
        all.put("wait_p50_ms", outcome.waitMedian());
        all.put("wait_p99_ms", outcome.waitP99());
        all.put("wait_max_ms", outcome.waitMax());
        return all;
    }

    public Scenario scenario() {
        return simulated.scenario();
    }

    public boolean isSaturated() {
        return scenario().load() > SATURATED;
    }

    Window window() {
        return scenario().limits().getFirst();
    }

    String limit() {
        return "%,d/%s".formatted(window().max(), window().unit().equals("minute") ? "min" : "s");
    }

    private String load() {
        return scenario().load() == Math.rint(scenario().load())
                ? "%.0f".formatted(scenario().load())
                : "%.1f".formatted(scenario().load());
    }
}
