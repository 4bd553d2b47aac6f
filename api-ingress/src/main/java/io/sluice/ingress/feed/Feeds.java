package io.sluice.ingress.feed;

import io.sluice.ingress.feed.TopicFeed.From;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topic;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Makes feeds with the settings that all of them share. */
@Component
public final class Feeds {
    private final Map<String, Object> settings;
    private final RecordDecoder decoder;
    private final Clock clock;

    Feeds(KafkaProperties kafka, SchemaRegistry registry, Clock clock) {
        this.settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // As the system sizes it: the client's 64 kB hold back the broker whenever this node is busy with what it has.
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.clock = clock;
        this.decoder = new RecordDecoder(registry);
    }

    /** For state: everything that the topic holds, then everything new. */
    public <V extends SpecificRecord> TopicFeed<V> fromBeginning(
            Topic<V> topic, BiConsumer<String, @Nullable V> handler) {
        return fromBeginning(topic, (partition, key, value) -> handler.accept(key, value));
    }

    /** The same, for who goes by the partitions. */
    public <V extends SpecificRecord> TopicFeed<V> fromBeginning(Topic<V> topic, Learner<V> learner) {
        return feed(topic, From.BEGINNING, () -> value -> decoder.decode(topic, value), learner);
    }

    /**
     * The same, for a topic of very many records: of each only what a projection of {@code into} has.
     *
     * @param learner keeps nothing of a record, which is written over by the next
     */
    public <R extends SpecificRecordBase> TopicFeed<R> fromBeginning(
            Topic<?> topic, Supplier<R> into, Learner<R> learner) {
        return feed(topic, From.BEGINNING, () -> decoder.projection(into.get())::read, learner);
    }

    /** For news: only what is written from now on. */
    public <V extends SpecificRecord> TopicFeed<V> fromNow(Topic<V> topic, BiConsumer<String, @Nullable V> handler) {
        return feed(
                topic,
                From.END,
                () -> value -> decoder.decode(topic, value),
                (partition, key, value) -> handler.accept(key, value));
    }

    private <V extends SpecificRecord> TopicFeed<V> feed(
            Topic<?> topic, From from, Supplier<Function<byte[], V>> readings, Learner<V> learner) {
        return new TopicFeed<>(topic, from, settings, readings, clock, learner);
    }
}
