package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures what is chosen by {@code -Dbenchmarks.cases}, all of it unless told otherwise. */
final class Benchmarks {
    private static final List<Case> ALL = List.of(
            new AuthenticateCase(),
            new StartCase(),
            new OutcomeCase(),
            new ApplyCase(),
            new RefuseCase(),
            new AcceptCase(),
            new TraceCase(),
            new DecideCase(),
            new SimulateCase(),
            new LimitsCase(),
            new KnowledgeCase());
    private static final Path JSON = Path.of("target", "benchmarks.json");

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        var chosen = chosen(System.getProperty("benchmarks.cases", ""));
        var progress = new Progress(System.out);
        var machine = Machine.measure(progress);
        var figures = new ArrayList<Figure>();
        for (var measured : chosen) figures.addAll(measured.measure(machine, progress.of(measured.name())));
        var report = new Report(machine, figures);
        report.print(System.out);
        report.write(JSON);
    }

    private static List<Case> chosen(String names) {
        if (names.isBlank()) return ALL;
        return List.of(names.split(",")).stream().map(Benchmarks::named).toList();
    }

    private static Case named(String name) {
        return ALL.stream()
                .filter(known -> known.name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("benchmarks.cases names \"" + name + "\"; there are "
                        + ALL.stream().map(Case::name).collect(Collectors.joining(", "))));
    }
}
