package io.sluice.ingress.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.avro.UsageRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class UsagePublisherTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final UsageSettings SETTINGS =
            new UsageSettings(DataSize.ofMegabytes(1), Duration.ofMillis(20), Duration.ofSeconds(5));

    private final MockProducer<String, SpecificRecord> kafka = new MockProducer<>(
            false, new RoundRobinPartitioner(), new StringSerializer(), (topic, record) -> new byte[0]);

    @Test
    void isKeyedByKeyAndDatedByTheCall() {
        new UsagePublisher(kafka).publish(call());
        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("usage.requests");
            assertThat(record.key()).isEqualTo("key_1");
            assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
            assertThat(record.value()).isEqualTo(call());
            assertThat(header(record.headers(), RecordHeaders.ID)).contains("req_1");
            assertThat(header(record.headers(), RecordHeaders.TENANT)).contains("ten_1");
            assertThat(header(record.headers(), RecordHeaders.ENVIRONMENT)).contains("live");
            assertThat(header(record.headers(), RecordHeaders.TYPE)).contains("usage.request");
        });
    }

    @Test
    void countsWhatKafkaDidNotTake() {
        var publisher = new UsagePublisher(kafka);
        for (int i = 0; i < 3; i++) publisher.publish(call());
        kafka.completeNext();
        kafka.errorNext(new TimeoutException("away"));
        kafka.errorNext(new TimeoutException("away"));
        assertThat(publisher.dropped()).isEqualTo(2);
    }

    @Test
    void countsWhatCouldNotEvenBeHandedOver() {
        var publisher = new UsagePublisher(kafka);
        kafka.sendException = new TimeoutException("no buffer");
        publisher.publish(call());
        assertThat(publisher.dropped()).isEqualTo(1);
    }

    // 2,000 calls, each of which would wait for 500 ms with the settings of commands.
    @Test
    void neverWaitsForKafka() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var publisher = new UsagePublisher(UsageProducer.open(
                        Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()),
                        SETTINGS,
                        (topic, record) -> new byte[100]))) {
            long begun = System.nanoTime();
            for (int i = 0; i < 2_000; i++) publisher.publish(call());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            assertThat(publisher.dropped()).isEqualTo(2_000);
        }
    }

    @Test
    void keepsTwoHundredCharactersOfAUserAgent() {
        assertThat(CallRecorder.cut("a".repeat(200))).hasSize(200);
        assertThat(CallRecorder.cut("a".repeat(201))).hasSize(200);
        assertThat(CallRecorder.cut(null)).isNull();
    }

    private static Optional<String> header(Headers headers, String name) {
        return RecordHeaders.get(headers, name);
    }

    private static UsageRequest call() {
        return new UsageRequest(
                "req_1",
                "ten_1",
                "live",
                "key_1",
                "GET",
                "/v1/keys",
                200,
                1_500L,
                0L,
                20L,
                "127.0.0.1",
                null,
                NOW,
                1,
                1_500L);
    }
}
