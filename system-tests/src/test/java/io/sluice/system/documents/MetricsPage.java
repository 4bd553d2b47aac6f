package io.sluice.system.documents;

import io.sluice.system.stack.Metrics.Family;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of {@code docs/metrics.md}. */
public final class MetricsPage {
    private static final Pattern ROW =
            Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\|([^|]*)\\| ([IWU, ]+) \\| [^|]+ \\|");

    /**
     * A row.
     *
     * @param services by their first letters
     */
    public record Row(Family family, Set<String> services) {}

    private MetricsPage() {}

    public static List<Row> rows() {
        try {
            return Files.readAllLines(Sluice.root().resolve("docs/metrics.md")).stream()
                    .map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row ->
                            new Row(new Family(row.group(1), row.group(2), names(row.group(3))), names(row.group(4))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(String cell) {
        return Arrays.stream(cell.replace("`", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
