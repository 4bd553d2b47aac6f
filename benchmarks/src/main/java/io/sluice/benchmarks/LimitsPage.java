package io.sluice.benchmarks;

import io.sluice.benchmarks.limits.Comparison;
import io.sluice.benchmarks.limits.LimitsPlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps in the documentation what was measured, so that nobody has to copy figures by hand. */
record LimitsPage(Path docs) {
    private static final String BEGIN = "<!-- What follows is written by the benchmark \"limits\". -->";
    private static final String END = "<!-- What precedes is written by the benchmark \"limits\". -->";

    /** Drawn over time: its windows are so short that a reader sees many, and nodes hand over to each other. */
    private static final String SHOWN = "100/s";

    void write(List<Comparison> cases) {
        try {
            Files.writeString(docs.resolve("limits.svg"), LimitsPlot.draw(cases, SHOWN));
            var page = docs.resolve("limits.md");
            Files.writeString(page, with(table(cases), Files.readString(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(List<Comparison> cases) {
        return Comparison.rowHeader() + "\n"
                + cases.stream().map(Comparison::row).collect(Collectors.joining("\n"));
    }

    /** The page with a table in place of the one before. */
    static String with(String table, String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("docs/limits.md does not say where the table is: " + BEGIN + " … " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + table + "\n\n" + page.substring(end);
    }
}
