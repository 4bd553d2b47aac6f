package io.sluice.usage.rollups;

import static io.sluice.schemas.Topics.USAGE_REQUESTS;
import static io.sluice.schemas.Topics.USAGE_ROLLUPS_MINUTE;

import io.sluice.schemas.RecordSerdes;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.WindowStore;

/** From {@code usage.requests} to {@code usage.rollups.minute}. Names of steps and stores name internal topics. */
final class RollupTopology {
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** Longer than an ingress may keep a record for a Kafka that is away, so what is recorded is in time. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private final Map<String, Object> settings;
    private final Serde<String> keys = Serdes.String();
    private final Serde<UsageRequest> requests;
    private final Serde<UsageRollup> rollups;

    RollupTopology(Map<String, Object> settings, SchemaRegistry registry, RollupMeters meters) {
        this.settings = withPromises(settings);
        this.settings.put(DeadLetters.METERS, meters);
        this.requests = RecordSerdes.of(USAGE_REQUESTS, registry);
        this.rollups = RecordSerdes.of(USAGE_ROLLUPS_MINUTE, registry);
    }

    /** The settings that it must be run with, those that no operator may change among them. */
    Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    Topology build() {
        var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        var calls = builder.stream(USAGE_REQUESTS.name(), ingest());
        var perMinute = addUpPerMinute(calls);
        tell(perMinute)
                .to(USAGE_ROLLUPS_MINUTE.name(), Produced.with(keys, rollups).withName("write-rollups"));
        return builder.build();
    }

    private Consumed<String, UsageRequest> ingest() {
        return Consumed.with(keys, requests)
                .withTimestampExtractor(new OccurredAt())
                .withName("read-requests");
    }

    private KTable<Windowed<String>, UsageRollup> addUpPerMinute(KStream<String, UsageRequest> calls) {
        return calls.map((key, call) -> Rollups.ofOne(call), Named.as("rollup-of-one"))
                .repartition(besideItsKey())
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE))
                .reduce(Rollups::add, Named.as("add-up"), perMinute());
    }

    private Repartitioned<String, UsageRollup> besideItsKey() {
        return Repartitioned.with(keys, rollups)
                .withNumberOfPartitions(USAGE_REQUESTS.partitions())
                .withStreamPartitioner(new ByKeyId())
                .withName("by-key-and-route");
    }

    private Materialized<String, UsageRollup, WindowStore<Bytes, byte[]>> perMinute() {
        return Materialized.<String, UsageRollup, WindowStore<Bytes, byte[]>>as("per-minute")
                .withStoreType(new BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers())
                .withKeySerde(keys)
                .withValueSerde(rollups)
                .withRetention(WINDOW.plus(GRACE));
    }

    private static KStream<String, UsageRollup> tell(KTable<Windowed<String>, UsageRollup> perMinute) {
        return perMinute
                .toStream(Named.as("changed-rows"))
                .selectKey((window, rollup) -> window.key(), Named.as("forget-window"))
                .processValues(RollupHeaders::new, Named.as("describe"));
    }

    private static Map<String, Object> withPromises(Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A step without a name takes one that changes with the steps before it, and then state is lost.
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        return all;
    }
}
