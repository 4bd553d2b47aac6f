package io.sluice.system.stack;

import static org.awaitility.Awaitility.await;

import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.RegistryUnavailableException;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topic;
import io.sluice.schemas.avro.CommandHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads topics as a service of ours would, past the HTTP edge. */
public final class Kafka implements AutoCloseable {
    private final String bootstrapServers;
    private final RecordSerializer serializer;
    private final RecordDecoder decoder;
    private final KafkaProducer<String, byte[]> producer;

    public Kafka(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.serializer = new RecordSerializer(registry);
        this.decoder = new RecordDecoder(registry);
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Publishes a command as the ingress would. */
    public <V extends SpecificRecord> void publish(Topic<V> topic, CommandHeader header, V command) {
        var value = Objects.requireNonNull(serializer.serialize(topic.name(), command));
        send(described(new ProducerRecord<>(topic.name(), header.getResourceId(), value), header));
    }

    /** Publishes bytes under the headers of a command. */
    public void publish(String topic, CommandHeader header, byte[] value) {
        send(described(new ProducerRecord<>(topic, header.getResourceId(), value), header));
    }

    /** Publishes bytes with no headers at all. */
    public void publish(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    /** Everything that a reader of committed records sees from the beginning to the present end of the topic. */
    public <V extends SpecificRecord> List<V> read(Topic<V> topic, Predicate<V> which) {
        return records(topic.name()).stream()
                .map(record -> decode(topic, record.value()))
                .filter(which)
                .toList();
    }

    /** What it sees under one key, so that what others have written unreadably does not matter. */
    public <V extends SpecificRecord> List<V> read(Topic<V> topic, String key) {
        return records(topic.name()).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> decode(topic, record.value()))
                .toList();
    }

    /** As services do: a registry whose database was just killed is asked again. */
    private <V extends SpecificRecord> V decode(Topic<V> topic, byte[] value) {
        try {
            return decoder.decode(topic, value);
        } catch (RegistryUnavailableException e) {
            return await("the registry")
                    .ignoreExceptionsInstanceOf(RegistryUnavailableException.class)
                    .until(() -> decoder.decode(topic, value), Objects::nonNull);
        }
    }

    /** Everything, as bytes. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static ProducerRecord<String, byte[]> described(
            ProducerRecord<String, byte[]> record, CommandHeader header) {
        RecordHeaders.describe(
                record.topic(),
                record.headers(),
                header.getId(),
                header.getTenantId(),
                header.getEnvironment(),
                header.getType());
        return record;
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
