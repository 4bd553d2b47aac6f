package io.sluice.ingress.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiDocumentTest {
    /** The AsyncAPI Initiative's own, which the build fetches from its package. */
    private static final Path OFFICIAL_SCHEMA = Path.of("target/asyncapi/package/schemas/3.0.0.json");

    private static final ReaderSettings READERS = new ReaderSettings("SASL_SSL://kafka.example.com:9094,other:9094");

    private final ObjectNode document = AsyncApiDocument.of(Topics.PUBLIC, READERS);

    static List<Topic<?>> topics() {
        return Topics.PUBLIC;
    }

    @Test
    void isValidByTheOfficialSchema() throws IOException {
        assertThat(errors(document)).isEmpty();
    }

    @Test
    void wouldNotBeValidWithAWordThatTheSchemaDoesNotKnow() throws IOException {
        ((ObjectNode) channel(Topics.ACCOUNT_EVENTS)).put("adress", "events.accounts");
        assertThat(errors(document)).isNotEmpty();
    }

    @Test
    void describesThePublicTopicsAndNoOther() {
        assertThat(document.at("/channels").propertyNames())
                .containsExactlyElementsOf(
                        Topics.PUBLIC.stream().map(Topic::name).toList());
    }

    @Test
    void saysWhereReadersComeIn() {
        assertThat(document.at("/servers/kafka-1/host").asString()).isEqualTo("kafka.example.com:9094");
        assertThat(document.at("/servers/kafka-2/host").asString()).isEqualTo("other:9094");
        assertThat(document.at("/servers/kafka-2/protocol").asString()).isEqualTo("kafka-secure");
    }

    @Test
    void isValidWithoutAPlaceWhereReadersComeIn() throws IOException {
        assertThat(errors(AsyncApiDocument.of(Topics.PUBLIC, new ReaderSettings(""))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"kafka:9094", "PLAINTEXT://kafka:9094", "SASL_SSL://kafka", "SASL_SSL://kafka:9094/path"})
    void refusesAListenerThatIsNone(String listener) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReaderSettings(listener))
                .withMessageContaining("SLUICE_READER_LISTENER")
                .withMessageContaining(listener);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void saysOfATopicWhatTheCatalogueSays(Topic<?> topic) {
        var channel = channel(topic);
        assertThat(channel.at("/address").asString()).isEqualTo(topic.name());
        assertThat(channel.at("/bindings/kafka/partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(channel.at("/bindings/kafka/topicConfiguration/retention.ms").asLong())
                .isEqualTo(topic.retention().toMillis());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void everyReferenceOfAChannelLeadsToItsSchema(Topic<?> topic) {
        var reference =
                channel(topic).at("/messages").iterator().next().at("/$ref").asString();
        var payload = document.at(reference.substring(1)).at("/payload/schema");
        assertThat(canonical(new Schema.Parser().parse(payload.toString()))).isEqualTo(canonical(topic.schema()));
        assertThat(payload.toString()).contains("\"timestamp-millis\"").doesNotContain("avro.java");
    }

    private JsonNode channel(Topic<?> topic) {
        return document.at("/channels").get(topic.name());
    }

    /** What decides how bytes are read. */
    private static String canonical(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    private static List<Error> errors(ObjectNode document) throws IOException {
        var official = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(OFFICIAL_SCHEMA), InputFormat.JSON);
        return official.validate(document);
    }
}
