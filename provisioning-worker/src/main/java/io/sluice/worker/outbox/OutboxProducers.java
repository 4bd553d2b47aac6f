package io.sluice.worker.outbox;

import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/**
 * Writes the batches of a slot and, in the same transaction, how far the slot is told. Kafka can keep such a number
 * only as an offset of a group, so a group that nobody is a member of has one for each slot.
 */
@Component
class OutboxProducers {
    private static final String GROUP = "provisioning-worker-outbox";
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final KafkaProperties kafka;

    OutboxProducers(KafkaProperties kafka) {
        this.kafka = kafka;
    }

    /** Ends what whoever had this slot before left open, and keeps it from telling anything further. */
    SlotProducer open(int slot) {
        var properties = kafka.buildProducerProperties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, GROUP + "-" + slot);
        var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return open(producer, new TopicPartition(Topics.ACCOUNT_EVENTS.name(), slot));
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Asks how far the slot is told; of nothing, when Kafka does not know. */
    private SlotProducer open(KafkaProducer<String, byte[]> producer, TopicPartition place) {
        var properties = kafka.buildConsumerProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        // It only asks. Being a reader of what is committed, it waits for what a transaction is about to commit.
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var told = consumer.committed(Set.of(place), ANSWER).get(place);
            return new SlotProducer(producer, consumer.groupMetadata(), place, told == null ? 0 : told.offset());
        }
    }

    /** The producer of one slot. Whatever it throws, the slot is to be opened anew. */
    static final class SlotProducer implements AutoCloseable {
        private final KafkaProducer<String, byte[]> producer;
        private final ConsumerGroupMetadata group;
        private final TopicPartition place;
        private long told;

        private SlotProducer(
                KafkaProducer<String, byte[]> producer, ConsumerGroupMetadata group, TopicPartition place, long told) {
            this.producer = producer;
            this.group = group;
            this.place = place;
            this.told = told;
        }

        /** The number of the first batch that is not told. */
        long told() {
            return told;
        }

        /** Returns when the batch and the new number are committed, both or, with an exception, perhaps neither. */
        void tell(Batch batch) {
            producer.beginTransaction();
            for (var record : batch.records()) {
                // What cannot be written fails the commit.
                var _ = producer.send(record);
            }
            producer.sendOffsetsToTransaction(Map.of(place, new OffsetAndMetadata(batch.number() + 1)), group);
            producer.commitTransaction();
            told = batch.number() + 1;
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }
}
