package io.sluice.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.EventType;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that readers of Kafka read says what the catalogue and the schemas say. */
class AnalystsPageTest {
    private static final Path PAGE = Path.of("../docs/analysts.md");

    static List<Topic<?>> topics() {
        return Topics.PUBLIC;
    }

    @Test
    void listsThePublicTopicsWithTheirPartitionsAndHowLongTheyKeepRecords() throws IOException {
        var expected = Topics.PUBLIC.stream()
                .map(topic -> "| `%s` | %d | %d days |"
                        .formatted(
                                topic.name(),
                                topic.partitions(),
                                topic.retention().toDays()))
                .toList();
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.matches("\\| `(events|usage)\\.[^|]+\\| .* days \\| .*"))
                        .map(line -> line.substring(0, line.indexOf("days |") + 6)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void saysOfATopicWhatItTellsOfAndWhatItsFieldsMean(Topic<?> topic) throws IOException {
        assertThat(section(topic)).isEqualToNormalizingNewlines(expected(topic));
    }

    private static String section(Topic<?> topic) throws IOException {
        var page = Files.readString(PAGE);
        var heading = "### " + topic.name() + "\n";
        int from = page.indexOf(heading) + heading.length();
        int to = page.indexOf("\n##", from);
        return page.substring(from, to).strip();
    }

    private static String expected(Topic<?> topic) {
        var lines = new ArrayList<String>(List.of("| Type | When |", "|---|---|"));
        EventType.of(topic).forEach(type -> lines.add("| `%s` | %s |".formatted(type.text(), type.meaning())));
        lines.addAll(List.of("", "| Field | Type | Meaning |", "|---|---|---|"));
        rows("", topic.schema(), lines);
        return String.join("\n", lines);
    }

    /** Fields of a record within follow the field that holds it. */
    private static void rows(String prefix, Schema record, List<String> lines) {
        for (var field : record.getFields()) {
            var meaning = field.doc() == null ? "" : field.doc().replaceAll("\\s+", " ");
            lines.add("| `%s%s` | %s | %s |".formatted(prefix, field.name(), type(field.schema()), meaning));
            if (field.schema().getType() == Schema.Type.RECORD) {
                rows(prefix + field.name() + ".", field.schema(), lines);
            }
        }
    }

    private static String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) return logical.getName().equals("timestamp-millis") ? "time" : logical.getName();
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .map(AnalystsPageTest::type)
                        .collect(Collectors.joining(" or ", "", " or null"));
            case MAP -> "map of " + type(schema.getValueType()) + "s";
            case ARRAY -> "list of " + type(schema.getElementType()) + "s";
            default -> schema.getType().getName();
        };
    }
}
