package io.sluice.usage.limits.streams;

import static io.sluice.schemas.Topics.LIMIT_REPORTS;
import static io.sluice.schemas.Topics.LIMIT_STATE;

import io.sluice.schemas.RecordSerdes;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** From {@code limit-reports} to {@code limit-state}. The name of the store names an internal topic. */
final class LimitTopology {
    /** Names the consumer group and the internal topic, apart from those of the rollups. */
    static final String APPLICATION = "usage-limits";

    static final String STORE = "book";

    /**
     * What a restore reads twice is bounded by this and not by an hour of reports; the same as for
     * {@code limit-state}.
     */
    private static final Map<String, String> CHANGELOG = Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, "16777216");

    private final Map<String, Object> settings;
    private final LimitMeters meters;
    private final Serde<String> keys = Serdes.String();
    private final Serde<LimitReport> reports;
    private final Serde<LimitState> states;

    /** @param settings of all topologies of this service */
    LimitTopology(Map<String, Object> settings, SchemaRegistry registry, LimitMeters meters) {
        this.settings = withPromises(settings);
        this.meters = meters;
        this.reports = RecordSerdes.of(LIMIT_REPORTS, registry);
        this.states = RecordSerdes.of(LIMIT_STATE, registry);
    }

    /** The settings that it must be run with, those that no operator may change among them. */
    Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    Topology build() {
        return new Topology()
                .addSource("read-reports", keys.deserializer(), reports.deserializer(), LIMIT_REPORTS.name())
                .addProcessor("fold", () -> new FoldProcessor(STORE, meters), "read-reports")
                .addStateStore(book(), "fold")
                .addSink(
                        "write-state",
                        LIMIT_STATE.name(),
                        StateKey.SERIALIZER,
                        states.serializer(),
                        StateKey.PARTITIONER,
                        "fold");
    }

    private StoreBuilder<KeyValueStore<String, LimitState>> book() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), keys, states)
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }

    private static Map<String, Object> withPromises(Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        // A report that is counted again changes nothing, and a transaction would keep each grant until its commit.
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        // Requests wait for each record. Kafka Streams would keep it for 100 ms, to send more at once.
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PassOver.class);
        return all;
    }
}
