package io.sluice.ingress.documents;

import io.sluice.schemas.EventType;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topic.Cleanup;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI 3 document of every public topic, made of the catalogue and the schemas that the services themselves
 * use: what they write and what it says cannot differ.
 */
final class AsyncApiDocument {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BINDING = "0.5.0";
    private static final String TRACE_PARENT = "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$";
    private static final String PASSWORD = "password";

    private AsyncApiDocument() {}

    static ObjectNode of(List<Topic<?>> topics, ReaderSettings readers) {
        var document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.set("info", info());
        document.set("servers", servers(readers));
        document.put("defaultContentType", RecordHeaders.AVRO);
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        var components = document.putObject("components");
        components.putObject("securitySchemes").putObject(PASSWORD).put("type", "scramSha512");
        var messages = components.putObject("messages");
        for (var topic : topics) {
            channels.set(topic.name(), channel(topic));
            operations.set("tell-" + topic.name(), operation(topic));
            messages.set(message(topic), messageOf(topic));
        }
        return document;
    }

    private static ObjectNode info() {
        var info = JSON.createObjectNode()
                .put("title", "Sluice: events and usage")
                .put("version", "v1")
                .put(
                        "description",
                        "What readers of Kafka see. Every record is a CloudEvent in the binary mode of its Kafka "
                                + "binding; its value is a zero byte, the id of a schema in four bytes, and Avro. "
                                + "Read with `isolation.level=read_committed`; delivery is at least once, and "
                                + "`ce_source` with `ce_id` names an event for ever. Schemas are at "
                                + "`GET /registry/schemas/ids/{id}` of this API, which a client takes for a schema "
                                + "registry.");
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        return info;
    }

    private static ObjectNode servers(ReaderSettings readers) {
        var servers = JSON.createObjectNode();
        for (var host : readers.hosts()) {
            var server = servers.putObject("kafka-" + (servers.size() + 1))
                    .put("host", host)
                    .put("protocol", readers.encrypted() ? "kafka-secure" : "kafka");
            server.putArray("security").add(reference("#/components/securitySchemes/" + PASSWORD));
            server.putObject("bindings")
                    .putObject("kafka")
                    .put("schemaRegistryUrl", "/registry")
                    .put("schemaRegistryVendor", "confluent")
                    .put("bindingVersion", BINDING);
        }
        return servers;
    }

    private static ObjectNode channel(Topic<?> topic) {
        var channel = JSON.createObjectNode()
                .put("address", topic.name())
                .put("description", topic.schema().getDoc());
        channel.putObject("messages").set(message(topic), reference("#/components/messages/" + message(topic)));
        var kafka = channel.putObject("bindings")
                .putObject("kafka")
                .put("topic", topic.name())
                .put("partitions", topic.partitions())
                .put("bindingVersion", BINDING);
        var configuration = kafka.putObject("topicConfiguration");
        configuration.putArray("cleanup.policy").add(topic.cleanup().name().toLowerCase(Locale.ROOT));
        if (topic.cleanup() == Cleanup.DELETE) {
            configuration.put("retention.ms", topic.retention().toMillis());
        }
        return channel;
    }

    private static ObjectNode operation(Topic<?> topic) {
        var operation = JSON.createObjectNode().put("action", "send");
        operation.set("channel", reference("#/channels/" + topic.name()));
        operation.putArray("messages").add(reference("#/channels/" + topic.name() + "/messages/" + message(topic)));
        return operation;
    }

    private static ObjectNode messageOf(Topic<?> topic) {
        var message = JSON.createObjectNode()
                .put("name", message(topic))
                .put("contentType", RecordHeaders.AVRO)
                .put("description", types(topic));
        message.set("headers", headers(topic));
        message.putObject("payload")
                .put("schemaFormat", "application/vnd.apache.avro+json;version=1.9.0")
                .set("schema", schema(topic));
        var kafka = message.putObject("bindings")
                .putObject("kafka")
                .put("schemaIdLocation", "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicNameStrategy")
                .put("bindingVersion", BINDING);
        kafka.putObject("key").put("type", "string");
        return message;
    }

    private static String types(Topic<?> topic) {
        return EventType.of(topic).stream()
                .map(type -> "- `" + type.text() + "`: " + type.meaning())
                .collect(Collectors.joining("\n"));
    }

    private static ObjectNode headers(Topic<?> topic) {
        var headers = JSON.createObjectNode().put("type", "object");
        var required = headers.putArray("required");
        var properties = headers.putObject("properties");
        for (var name : RecordHeaders.names(topic)) {
            required.add(name);
            properties.set(name, header(topic, name));
        }
        for (var name : RecordHeaders.optional(topic)) properties.set(name, header(topic, name));
        return headers;
    }

    private static ObjectNode header(Topic<?> topic, String name) {
        var header = JSON.createObjectNode().put("type", "string");
        switch (name) {
            case RecordHeaders.SPEC_VERSION -> header.put("const", RecordHeaders.SPEC_VERSION_1);
            case RecordHeaders.EVENT_SOURCE -> header.put("const", RecordHeaders.eventSource(topic));
            case RecordHeaders.CONTENT_TYPE -> header.put("const", RecordHeaders.AVRO);
            case RecordHeaders.TYPE -> {
                var types = header.putArray("enum");
                EventType.of(topic).forEach(type -> types.add(type.text()));
            }
            case RecordHeaders.ENVIRONMENT ->
                header.putArray("enum").add("live").add("test");
            case RecordHeaders.TIME -> header.put("format", "date-time");
            case RecordHeaders.TENANT -> header.put("description", "The tenant that it concerns.");
            case RecordHeaders.SUBJECT -> header.put("description", "What it happened to; the record's key as well.");
            case RecordHeaders.ID -> header.put("description", "Whoever meets it again has seen this event already.");
            case RecordHeaders.TRACE_PARENT ->
                header.put("pattern", TRACE_PARENT)
                        .put(
                                "description",
                                "The trace (W3C Trace Context) of the request that made it happen; only where the "
                                        + "operator collects traces, and never on what time made happen.");
            default -> throw new IllegalStateException("nobody says what the header " + name + " is");
        }
        return header;
    }

    /** Without what only Avro's own Java classes look at. */
    private static JsonNode schema(Topic<?> topic) {
        var schema = JSON.readTree(topic.schema().toString());
        schema.findParents("avro.java.string").forEach(node -> ((ObjectNode) node).remove("avro.java.string"));
        return schema;
    }

    private static String message(Topic<?> topic) {
        return topic.type().getSimpleName();
    }

    private static ObjectNode reference(String pointer) {
        return JSON.createObjectNode().put("$ref", pointer);
    }
}
