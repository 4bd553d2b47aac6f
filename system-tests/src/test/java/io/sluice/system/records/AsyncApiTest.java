package io.sluice.system.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topics;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the AsyncAPI document says is what the broker holds. */
class AsyncApiTest {
    /** A zero byte and the id of a schema. */
    private static final int WIRE_FORMAT_BYTES = 5;

    private final Sluice sluice = Sluice.shared();
    private final Kafka kafka = new Kafka(sluice.bootstrapServers(), sluice.registry());
    private final JsonNode document = sluice.anonymous().get("/asyncapi.json").json();

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void everyRecordCarriesTheHeadersAndTheFieldsThatTheDocumentNames() throws Exception {
        var key = sluice.admin().post("/v1/keys", "{\"name\":\"async\",\"scopes\":[\"accounts:*\"]}");
        var made = sluice.anonymous()
                .with("X-API-Key", key.text("/key"))
                .waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("async") + "\"}");
        var keys = Map.of(
                Topics.ACCOUNT_EVENTS.name(), made.text("/id"),
                Topics.USAGE_REQUESTS.name(), key.text("/id"),
                Topics.USAGE_ROLLUPS_MINUTE.name(), key.text("/id") + " POST /v1/accounts");
        assertThat(document.at("/channels").propertyNames()).containsExactlyInAnyOrderElementsOf(keys.keySet());
        for (var topic : keys.entrySet()) {
            assertIsAsDescribed(first(topic.getKey(), topic.getValue()));
        }
    }

    private ConsumerRecord<String, byte[]> first(String topic, String key) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> kafka.records(topic).stream()
                                .filter(record -> key.equals(record.key()))
                                .toList(),
                        records -> !records.isEmpty())
                .getFirst();
    }

    private void assertIsAsDescribed(ConsumerRecord<String, byte[]> record) throws Exception {
        var channel = document.at("/channels").get(record.topic());
        var message = follow(follow(channel.at("/messages").iterator().next()));
        var headers = message.at("/headers/properties");
        var required = message.at("/headers/required").valueStream().map(JsonNode::asString);
        assertThat(record.headers()).extracting(Header::key).containsExactlyInAnyOrderElementsOf(required.toList());
        var type = RecordHeaders.get(record.headers(), RecordHeaders.TYPE).orElseThrow();
        assertThat(headers.at("/ce_type/enum").valueStream().map(JsonNode::asString))
                .contains(type);
        var source = RecordHeaders.get(record.headers(), RecordHeaders.EVENT_SOURCE);
        assertThat(source).contains(headers.at("/ce_source/const").asString());

        var schema = new Schema.Parser().parse(message.at("/payload/schema").toString());
        var length = record.value().length - WIRE_FORMAT_BYTES;
        var decoder = DecoderFactory.get().binaryDecoder(record.value(), WIRE_FORMAT_BYTES, length, null);
        new GenericDatumReader<>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).isTrue();
    }

    private JsonNode follow(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }
}
