package io.sluice.usage.rollups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.RecordSerdes;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import io.sluice.usage.LocalRegistry;
import io.sluice.usage.streams.TopologyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollupTopologyTest {
    private static final Path FILES = Path.of("src/test/resources/rollups");

    private LocalRegistry registry;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SchemaRegistry schemas;
    private RollupTopology topology;
    private TopologyTestDriver driver;
    private TestOutputTopic<String, UsageRollup> rollups;
    private TestOutputTopic<String, byte[]> letters;

    @BeforeEach
    void start() throws IOException {
        registry = new LocalRegistry();
        schemas = registry.client();
        topology = new RollupTopology(
                Map.of("application.id", "usage-rollups", "bootstrap.servers", "none:1", "state.dir", "target/state"),
                schemas,
                new RollupMeters(meters, new KafkaMeters(meters)));
        var properties = new Properties();
        properties.putAll(topology.settings());
        // The driver forgets what an open transaction holds when a record is put in, and so loses dead letters.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(topology.build(), properties);
        rollups = driver.createOutputTopic(
                Topics.USAGE_ROLLUPS_MINUTE.name(),
                new StringDeserializer(),
                RecordSerdes.of(Topics.USAGE_ROLLUPS_MINUTE, schemas).deserializer());
        letters = driver.createOutputTopic(
                Topics.USAGE_REQUESTS.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        registry.close();
    }

    static Stream<Path> cases() throws IOException {
        try (var files = Files.list(FILES)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".case")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void addsUpAsTheFileSays(Path file) throws IOException {
        var expected = RollupCase.read(file);
        var calls = calls();
        expected.calls().forEach(call -> calls.pipeInput(call.getKeyId(), call));
        assertThat(rollups.readValuesToList()).containsExactlyElementsOf(expected.rollups());
    }

    @Test
    void isTheTopologyThatRunsAlready() throws IOException {
        assertThat(topology.build().describe().toString().strip())
                .as("a renamed store or topic strands the state of what runs: change the file only with a plan for it")
                .isEqualTo(Files.readString(FILES.resolve("topology.txt")).strip());
    }

    @Test
    void namesEveryStep() {
        assertThat(topology.build().describe().toString()).doesNotContain("KSTREAM", "KTABLE");
    }

    @Test
    void keepsNothingOnDisk() {
        assertThat(Path.of("target/state")).doesNotExist();
    }

    @Test
    void aRollupIsKeyedByItsRouteAndSaysWhatItIs() throws IOException {
        var call = RollupCase.read(FILES.resolve("one-call.case")).calls().getFirst();
        calls().pipeInput(new TestRecord<>(call.getKeyId(), call, headersOf("req_1")));
        var told = rollups.readRecord();
        assertThat(told.key()).isEqualTo("key_a GET /v1/accounts/{account}");
        assertThat(told.timestamp()).isEqualTo(call.getOccurredAt().toEpochMilli());
        assertThat(told.headers().headers(RecordHeaders.ID)).hasSize(1);
        assertThat(RecordHeaders.get(told.headers(), RecordHeaders.ID))
                .contains("key_a GET /v1/accounts/{account} 2026-11-20T12:00:00Z 1");
        assertThat(RecordHeaders.get(told.headers(), RecordHeaders.TENANT)).contains("ten_1");
        assertThat(RecordHeaders.get(told.headers(), RecordHeaders.ENVIRONMENT)).contains("live");
        assertThat(RecordHeaders.get(told.headers(), RecordHeaders.TYPE)).contains("usage.rollup");
    }

    // Who reads a CloudEvent twice drops it by its id, and must not drop a correction.
    @Test
    void eachTellingOfARowIsAnEventOfItsOwn() throws IOException {
        var call = RollupCase.read(FILES.resolve("one-call.case")).calls().getFirst();
        calls().pipeInput(new TestRecord<>(call.getKeyId(), call, headersOf("req_1")));
        calls().pipeInput(new TestRecord<>(call.getKeyId(), call, headersOf("req_2")));
        assertThat(rollups.readRecordsToList())
                .extracting(told ->
                        RecordHeaders.get(told.headers(), RecordHeaders.ID).orElseThrow())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsWhatNoSchemaReadsAndGoesOn() throws IOException {
        var call = RollupCase.read(FILES.resolve("one-call.case")).calls().getFirst();
        bytes().pipeInput(new TestRecord<>("key_a", "garbage".getBytes(UTF_8), headersOf("req_2")));
        calls().pipeInput(call.getKeyId(), call);
        var letter = letters.readRecord();
        assertThat(letter.key()).isEqualTo("key_a");
        assertThat(letter.value()).isEqualTo("garbage".getBytes(UTF_8));
        assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.ID)).contains("req_2");
        assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.REASON))
                .contains("the value does not start with a zero and a schema id");
        assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.SOURCE)).contains("usage.requests-0@0");
        assertThat(meters.counter("sluice.dead.letters", "topic", "usage.requests")
                        .count())
                .isEqualTo(1);
        assertThat(rollups.readValuesToList()).hasSize(1);
    }

    // A schema that must be asked for, of a registry that is away: nothing is wrong with the record.
    @Test
    void doesNotPassOverWhatCannotBeReadNow() {
        registry.close();
        var unknownSchema = new byte[] {0, 0, 0, 0, 5, 1};
        assertThatThrownBy(() -> bytes().pipeInput("key_a", unknownSchema))
                .isInstanceOfSatisfying(
                        StreamsException.class,
                        failure ->
                                assertThat(TopologyRun.passesByItself(failure)).isTrue());
        assertThat(letters.isEmpty()).isTrue();
    }

    private TestInputTopic<String, UsageRequest> calls() {
        return driver.createInputTopic(
                Topics.USAGE_REQUESTS.name(),
                new StringSerializer(),
                RecordSerdes.of(Topics.USAGE_REQUESTS, schemas).serializer());
    }

    private TestInputTopic<String, byte[]> bytes() {
        return driver.createInputTopic(Topics.USAGE_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
    }

    private static Headers headersOf(String id) {
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.describe(Topics.USAGE_REQUESTS.name(), headers, id, "ten_1", "live", "usage.request");
        return headers;
    }
}
