package io.sluice.system.records;

import static io.sluice.system.stack.Commands.newId;
import static io.sluice.system.stack.Commands.provision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Others read what we write and write what we read. They are Apicurio's serializer and deserializer; with the Maven
 * profile {@code confluent} the same test runs with Confluent's.
 */
class ForeignSerdeTest {
    private final Sluice sluice = Sluice.shared();
    private final Kafka kafka = new Kafka(sluice.bootstrapServers(), sluice.registry());

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aForeignReaderReadsOurEvents() throws ReflectiveOperationException {
        var made = sluice.admin()
                .waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("read") + "\",\"metadata\":{\"a\":\"b\"}}");
        var record = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> kafka.records(Topics.ACCOUNT_EVENTS.name()).stream()
                                .filter(event -> made.text("/id").equals(event.key()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        try (var reader = foreignReader()) {
            reader.configure(settings(), false);
            var event = (GenericRecord) reader.deserialize(record.topic(), record.headers(), record.value());
            assertThat(event.get("type")).hasToString("account.provisioned");
            var account = (GenericRecord) event.get("account");
            assertThat(account.get("username")).hasToString(made.text("/username"));
            assertThat(account.get("metadata")).hasToString("{a=b}");
        }
    }

    @Test
    void weApplyWhatAForeignWriterWrote() throws ReflectiveOperationException {
        AccountCommand command = provision(newId(), Sluice.unique("written"));
        try (var writer = foreignWriter()) {
            writer.configure(settings(), false);
            var bytes = writer.serialize(Topics.ACCOUNT_COMMANDS.name(), command);
            kafka.publish(Topics.ACCOUNT_COMMANDS.name(), command.getHeader(), bytes);
        }
        var path = "/v1/accounts/by-username/" + command.getProvision().getUsername();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sluice.admin().get(path).status() == 200);
    }

    /** Each library reads the settings that it knows and ignores the others'. */
    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put("apicurio.registry.url", sluice.registryUrl().replace("ccompat/v7", "registry/v3"));
        settings.put("apicurio.registry.auto-register", false);
        settings.put("apicurio.registry.dereference-schema", true);
        settings.put(
                "apicurio.registry.artifact-resolver-strategy", "io.apicurio.registry.serde.strategy.TopicIdStrategy");
        settings.put("schema.registry.url", sluice.registryUrl());
        settings.put("auto.register.schemas", false);
        return settings;
    }

    @SuppressWarnings("unchecked") // the class is named by a property, because one of the two libraries is not at hand
    private static Deserializer<Object> foreignReader() throws ReflectiveOperationException {
        return (Deserializer<Object>) foreign("sluice.foreign.deserializer");
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> foreignWriter() throws ReflectiveOperationException {
        return (Serializer<Object>) foreign("sluice.foreign.serializer");
    }

    private static Object foreign(String property) throws ReflectiveOperationException {
        return Class.forName(System.getProperty(property)).getConstructor().newInstance();
    }
}
