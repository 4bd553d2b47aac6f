package io.sluice.benchmarks.floor;

import io.sluice.schemas.Base32;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A command as the ingress wrote it: value, headers, and the length of its key. */
final class Sample {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int KEY_RANDOM = 12;

    private final ConsumerRecord<String, byte[]> source;

    private Sample(ConsumerRecord<String, byte[]> source) {
        this.source = source;
    }

    /** Reads one that stands in the topic of commands; at least one must. */
    static Sample read(Map<String, Object> connection) {
        var settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.ACCOUNT_COMMANDS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var records = consumer.poll(PATIENCE);
            if (records.isEmpty()) throw new IllegalStateException("no command stands in its topic yet");
            return new Sample(records.iterator().next());
        }
    }

    /** The same bytes under another key of the same length, so that all partitions are written to. */
    ProducerRecord<String, byte[]> again() {
        var key = source.key().substring(0, source.key().length() - KEY_RANDOM)
                + Base32.encode(ThreadLocalRandom.current().nextLong(), KEY_RANDOM);
        return new ProducerRecord<>(FloorServer.TOPIC, null, key, source.value(), source.headers());
    }
}
