package io.sluice.ingress.usage;

import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A producer that refuses a record rather than wait, for a buffer with room or for news of the topic. */
final class UsageProducer {
    private static final Logger LOG = LoggerFactory.getLogger(UsageProducer.class);

    /** The topic was made or seen a moment ago, so it is known within milliseconds unless Kafka has just gone. */
    private static final Duration LEARN_WITHIN = Duration.ofSeconds(2);

    /** With the longest linger less than the shortest time to keep trying, which Kafka demands. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /** By default a producer forgets a topic after 5 idle minutes, and would refuse the next record. */
    private static final Duration REMEMBER = Duration.ofDays(365);

    private UsageProducer() {}

    static Producer<String, SpecificRecord> open(
            Map<String, Object> connection, UsageSettings settings, Serializer<SpecificRecord> values) {
        var properties = new HashMap<>(connection);
        properties.putAll(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                0,
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                REMEMBER.toMillis(),
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                settings.bufferMemory().toBytes(),
                ProducerConfig.LINGER_MS_CONFIG,
                settings.linger().toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) settings.keepTrying().toMillis()));
        return new KafkaProducer<>(properties, new StringSerializer(), values);
    }

    /** Asks for the topic until it is known, so that the first call is not the one that is lost. */
    static void learn(Producer<?, ?> producer) {
        long deadline = System.nanoTime() + LEARN_WITHIN.toNanos();
        while (true) {
            try {
                producer.partitionsFor(Topics.USAGE_REQUESTS.name());
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn("Kafka does not answer, so the first calls are not recorded");
                    return;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }
}
