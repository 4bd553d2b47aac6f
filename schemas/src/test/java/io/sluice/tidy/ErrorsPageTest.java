package io.sluice.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that integrators read says what the code answers. */
class ErrorsPageTest {
    private static final Path PAGE = Path.of("../docs/errors.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z_]+)` \\| ([0-9]{3}) \\| (no|later)(?:,[^|]*)? \\| [^|]+ \\| [^|]+ \\|");

    private record Row(String code, int status, boolean later) {}

    @Test
    void listsEveryCodeInTheOrderOfPrecedenceWithItsStatusAndWhetherToTryAgain() throws IOException {
        assertThat(rows()).containsExactlyElementsOf(codes());
    }

    private static List<Row> codes() {
        return Stream.of(ProblemCode.values())
                .map(code -> new Row(code.name(), code.status(), code.retry() == ProblemCode.Retry.LATER))
                .toList();
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Row(
                        row.group(1),
                        Integer.parseInt(row.group(2)),
                        row.group(3).equals("later")))
                .toList();
    }
}
