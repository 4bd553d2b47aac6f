package io.sluice.usage.limits.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.RecordSerdes;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The topology over one partition, whose records are appended when the test says so. */
final class Partition implements AutoCloseable {
    private static final Map<String, Object> SETTINGS =
            Map.of("bootstrap.servers", "none:1", "state.dir", "target/none");

    final MeterRegistry meters = new SimpleMeterRegistry();
    final TestInputTopic<String, byte[]> bytes;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, LimitReport> reports;
    private final TestOutputTopic<String, LimitState> states;
    private final TestOutputTopic<String, LimitState> changelog;

    Partition(SchemaRegistry registry, Instant begin) {
        var topology = topology(registry, meters);
        var properties = new Properties();
        properties.putAll(topology.settings());
        driver = new TopologyTestDriver(topology.build(), properties, begin);
        reports = driver.createInputTopic(
                Topics.LIMIT_REPORTS.name(),
                new StringSerializer(),
                RecordSerdes.of(Topics.LIMIT_REPORTS, registry).serializer());
        bytes = driver.createInputTopic(Topics.LIMIT_REPORTS.name(), new StringSerializer(), new ByteArraySerializer());
        states = driver.createOutputTopic(Topics.LIMIT_STATE.name(), new StringDeserializer(), orTombstone(registry));
        changelog = driver.createOutputTopic(
                "usage-limits-book-changelog", new StringDeserializer(), orTombstone(registry));
    }

    static LimitTopology topology(SchemaRegistry registry, MeterRegistry meters) {
        return new LimitTopology(SETTINGS, registry, new LimitMeters(meters, new KafkaMeters(meters)));
    }

    private static Deserializer<LimitState> orTombstone(SchemaRegistry registry) {
        var values = RecordSerdes.of(Topics.LIMIT_STATE, registry).deserializer();
        return new Deserializer<>() {
            @Override
            public @Nullable LimitState deserialize(String topic, byte @Nullable [] value) {
                return value == null ? null : values.deserialize(topic, value);
            }
        };
    }

    void append(LimitReport report, Instant at) {
        reports.pipeInput(report.getNode(), report, at);
    }

    /** What was told since it was asked for last, the newest of each key; null for a tombstone. */
    Map<String, @Nullable LimitState> told() {
        return newest(states.readKeyValuesToList());
    }

    /** What a successor finds, when no standby was there. */
    Map<String, @Nullable LimitState> changelog() {
        return newest(changelog.readKeyValuesToList());
    }

    private static Map<String, @Nullable LimitState> newest(List<KeyValue<String, LimitState>> records) {
        var newest = new HashMap<String, @Nullable LimitState>();
        for (var each : records) newest.put(each.key, each.value);
        return newest;
    }

    void restore(Map<String, @Nullable LimitState> changelog) {
        KeyValueStore<String, LimitState> store = driver.getKeyValueStore(LimitTopology.STORE);
        changelog.forEach((key, state) -> {
            if (state != null) store.put(key, state);
        });
    }

    @Override
    public void close() {
        driver.close();
    }
}
