package io.sluice.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of topics in the documentation is the catalogue. */
class TopicsTableTest {
    private static final Path DOCUMENT = Path.of("../docs/architecture.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| [^|]+ \\| (\\d+) \\| ([^|]+) \\|$");

    @Test
    void namesEachTopicWithItsPartitionsAndRetention() throws IOException {
        List<String> told = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        Topics.ALL.stream().map(TopicsTableTest::row).toList());
    }

    private static String row(Topic<?> topic) {
        var kept = switch (topic.cleanup()) {
            case DELETE -> days(topic.retention().toDays());
            case COMPACT -> "the newest of each key";
        };
        return topic.name() + " " + topic.partitions() + " " + kept;
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
