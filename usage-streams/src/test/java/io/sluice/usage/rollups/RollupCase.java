package io.sluice.usage.rollups;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of calls and of the rollups told of them, in order, one per line; a line with a # is a comment.
 *
 * @param calls of the part that begins with {@code calls:}, in the order in which Kafka has them
 * @param rollups of the part that begins with {@code rollups:}
 */
record RollupCase(List<UsageRequest> calls, List<UsageRollup> rollups) {
    private static final String DAY = "2026-11-20T";

    static RollupCase read(Path file) throws IOException {
        var calls = new ArrayList<UsageRequest>();
        var rollups = new ArrayList<UsageRollup>();
        var part = "";
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.endsWith(":")) part = line;
            else if (part.equals("calls:")) calls.add(call(cells(line)));
            else rollups.add(rollup(cells(line)));
        }
        return new RollupCase(calls, rollups);
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\\s*\\|\\s*", -1));
    }

    /** The last two cells may be left out of a record of one call. */
    private static UsageRequest call(List<String> cells) {
        var route = route(cells.get(1));
        boolean isOfOne = cells.size() == 6;
        return new UsageRequest(
                "req_1",
                "ten_1",
                "live",
                route.get(0),
                route.get(1),
                route.get(2),
                Integer.parseInt(cells.get(2)),
                Long.parseLong(cells.get(3)),
                Long.parseLong(cells.get(4)),
                Long.parseLong(cells.get(5)),
                "127.0.0.1",
                "curl/8",
                Instant.parse(DAY + cells.get(0) + "Z"),
                isOfOne ? 1 : Integer.parseInt(cells.get(6)),
                Long.parseLong(isOfOne ? cells.get(3) : cells.get(7)));
    }

    private static UsageRollup rollup(List<String> cells) {
        var route = route(cells.get(1));
        var numbers = cells.subList(2, 9).stream().map(Long::valueOf).toList();
        return new UsageRollup(
                "ten_1",
                "live",
                route.get(0),
                route.get(1),
                route.get(2),
                Instant.parse(DAY + cells.get(0) + ":00Z"),
                60,
                requireNonNull(numbers.get(0)),
                requireNonNull(numbers.get(1)),
                requireNonNull(numbers.get(2)),
                requireNonNull(numbers.get(3)),
                requireNonNull(numbers.get(4)),
                requireNonNull(numbers.get(5)),
                requireNonNull(numbers.get(6)));
    }

    private static List<String> route(String cell) {
        return Arrays.asList(cell.split(" ", -1));
    }
}
