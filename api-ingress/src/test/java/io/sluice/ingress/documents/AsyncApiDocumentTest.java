package io.sluice.ingress.documents;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiDocumentTest {
    /** The AsyncAPI Initiative's own, which the build fetches from its package. */
    private static final Path OFFICIAL_SCHEMA = Path.of("target/asyncapi/package/schemas/3.0.0.json");

    private final ObjectNode document = AsyncApiDocument.of(Topics.PUBLIC);

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
