package io.sluice.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All figures of a run, as a table for people and as JSON for whatever compares runs. */
record Report(Machine machine, List<Figure> figures) {
    private static final String ROW = "%-48s %12s %12s %8s %13s  %s%n";

    void print(PrintStream out) {
        out.printf("%nconstant 202 of the bare server: %.0f/s%n%n", machine.constant());
        out.printf(ROW, "", "ours", "floor", "ratio", "aim/limit", "");
        for (var figure : figures) {
            var floor = figure.floor();
            var goal = figure.goal();
            out.printf(
                    ROW,
                    figure.name(),
                    number(figure.ours()) + figure.unit(),
                    floor == null ? "" : number(floor) + figure.unit(),
                    floor == null ? "" : "%.2f".formatted(figure.value()),
                    goal == null ? "" : "%s/%s".formatted(number(goal.aim()), number(goal.limit())),
                    figure.verdict());
        }
    }

    void write(Path file) throws IOException {
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                json.writeValueAsString(Map.of(
                        "constant_202_per_second", machine.constant(),
                        "figures", figures.stream().map(Report::row).toList())));
    }

    private static Map<String, Object> row(Figure figure) {
        var row = new LinkedHashMap<String, Object>();
        row.put("name", figure.name());
        row.put("unit", figure.unit());
        row.put("ours", figure.ours());
        if (figure.floor() != null) row.put("floor", figure.floor());
        row.put("value", figure.value());
        if (figure.goal() != null) {
            row.put("aim", figure.goal().aim());
            row.put("limit", figure.goal().limit());
        }
        row.put("verdict", figure.verdict());
        if (!figure.details().isEmpty()) row.put("details", figure.details());
        return row;
    }

    private static String number(double value) {
        if (value >= 100) return "%.0f".formatted(value);
        return value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    }
}
