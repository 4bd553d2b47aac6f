package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KeyLimit;
import io.sluice.schemas.avro.KnownKey;
import io.sluice.schemas.avro.KnownLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schema that a topic ever had is kept, and today's reads all of them and is read by all of them. A change of
 * {@code records.avdl} therefore adds a file, {@code src/released/<topic>/<next number>.avsc}, which this test writes
 * when it is run with {@code -Dreleased=write}.
 */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("src/released");

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void theNewestReleaseIsTheSchemaOfToday(Topic<?> topic) throws IOException {
        var releases = released(topic);
        var isNew = releases.isEmpty() || !releases.getLast().equals(topic.schema());
        var next = RELEASED.resolve(topic.name()).resolve(releases.size() + 1 + ".avsc");
        if (isNew && "write".equals(System.getProperty("released"))) write(next, topic.schema());
        else
            assertThat(isNew)
                    .as("%s changed: run this test with -Dreleased=write and commit %s", topic.name(), next)
                    .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void isCompatibleInBothDirectionsWithEveryRelease(Topic<?> topic) throws IOException, SchemaValidationException {
        var full = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        full.validate(topic.schema(), released(topic).reversed());
    }

    /** A field of another name would be read as its default, which no check of compatibility calls a mistake. */
    @Test
    void aProjectionReadsEveryReleaseAndHasOnlyFieldsThatAreThere() throws IOException, SchemaValidationException {
        var canRead = new SchemaValidatorBuilder().canReadStrategy().validateAll();
        canRead.validate(KnownKey.getClassSchema(), released(Topics.KEY_STATE).reversed());
        assertThat(defaults(ApiKey.getClassSchema())).containsAllEntriesOf(defaults(KnownKey.getClassSchema()));
        assertThat(defaults(KeyLimit.getClassSchema())).containsAllEntriesOf(defaults(KnownLimit.getClassSchema()));
    }

    private static Map<String, String> defaults(Schema schema) {
        return schema.getFields().stream()
                .collect(Collectors.toMap(Schema.Field::name, field -> String.valueOf(field.defaultVal())));
    }

    private static List<Schema> released(Topic<?> topic) throws IOException {
        var folder = RELEASED.resolve(topic.name());
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            return files.sorted((one, other) -> Integer.compare(number(one), number(other)))
                    .map(ReleasedSchemasTest::read)
                    .toList();
        }
    }

    private static void write(Path file, Schema schema) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, SchemaFormatter.format("json/pretty", schema) + "\n");
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static Schema read(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
