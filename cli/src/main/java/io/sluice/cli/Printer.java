package io.sluice.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Writes for people: aligned, and coloured where a terminal shows it. */
final class Printer {
    /**
     * One field of what is shown.
     *
     * @param pointer where it stands in the JSON
     * @param shown what people read of it
     */
    record Column(String heading, String pointer, Function<JsonNode, String> shown) {
        Column(String heading, String pointer) {
            this(heading, pointer, Printer::value);
        }

        String of(JsonNode item) {
            return shown.apply(item.at(pointer));
        }
    }

    private static final String BOLD = "\033[1m";
    private static final String GREEN = "\033[32m";
    private static final String YELLOW = "\033[33m";
    private static final String RED = "\033[31m";
    private static final String RESET = "\033[0m";

    private static final Map<String, String> COLOURS = Map.of(
            "active", GREEN,
            "succeeded", GREEN,
            "inactive", YELLOW,
            "scheduled", YELLOW,
            "disabled", YELLOW,
            "suspended", RED,
            "revoked", RED,
            "expired", RED,
            "failed", RED,
            "cancelled", RED);

    private static final Pattern MILLISECONDS =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)\\.\\d+Z");

    private final PrintStream out;
    private final boolean colours;

    Printer(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** As wide as the widest of the first page needs; later pages keep to that. */
    final class Table {
        private final List<Column> columns;
        private List<Integer> widths = List.of();

        Table(List<Column> columns) {
            this.columns = columns;
        }

        void page(List<JsonNode> items) {
            var rows = new ArrayList<List<String>>();
            if (widths.isEmpty()) rows.add(columns.stream().map(Column::heading).toList());
            for (var item : items) {
                rows.add(columns.stream().map(column -> column.of(item)).toList());
            }
            boolean first = widths.isEmpty();
            if (first) widths = widths(rows);
            for (var row : rows) {
                out.println(line(row, first));
                first = false;
            }
        }

        private List<Integer> widths(List<List<String>> rows) {
            return IntStream.range(0, columns.size())
                    .mapToObj(at -> rows.stream()
                            .mapToInt(row -> width(row.get(at)))
                            .max()
                            .orElse(0))
                    .toList();
        }

        private String line(List<String> row, boolean heading) {
            return IntStream.range(0, row.size())
                    .mapToObj(at -> {
                        var cell = row.get(at);
                        var gap = " ".repeat(Math.max(0, widths.get(at) - width(cell)));
                        return (heading ? coloured(BOLD, cell) : coloured(cell)) + gap;
                    })
                    .collect(Collectors.joining("  "))
                    .stripTrailing();
        }
    }

    Table table(List<Column> columns) {
        return new Table(columns);
    }

    /** One below the other. */
    void fields(JsonNode item, List<Column> columns) {
        columns.stream()
                .filter(column -> !item.at(column.pointer()).isMissingNode())
                .forEach(column -> field(column.heading(), column.of(item)));
    }

    void field(String heading, String value) {
        out.println("%-14s%s".formatted(heading + ":", coloured(value)));
    }

    /** Something that must not be overlooked. */
    void box(String warning, String text) {
        var edge = "─".repeat(width(text) + 4);
        out.println(coloured(YELLOW, warning));
        out.println();
        out.println("┌" + edge + "┐");
        out.println("│  " + coloured(BOLD, text) + "  │");
        out.println("└" + edge + "┘");
        out.println();
    }

    void line(String text) {
        out.println(text);
    }

    /** What somebody else has written must not speak to the terminal. */
    static String value(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) return "-";
        if (node.isArray()) {
            if (node.isEmpty()) return "-";
            return node.values().stream().map(Printer::value).collect(Collectors.joining(", "));
        }
        var text = node.isString() ? node.asString() : node.toString();
        return MILLISECONDS.matcher(text).replaceFirst("$1 $2").replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "�");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private String coloured(String text) {
        var colour = COLOURS.get(text);
        return colour == null ? text : coloured(colour, text);
    }

    private String coloured(String colour, String text) {
        return colours ? colour + text + RESET : text;
    }
}
