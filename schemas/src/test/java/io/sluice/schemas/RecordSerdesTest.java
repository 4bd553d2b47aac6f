package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sluice.schemas.avro.UsageRollup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSerdesTest {
    private static final UsageRollup ROLLUP = UsageRollup.newBuilder()
            .setTenantId("ten_1")
            .setEnvironment("live")
            .setKeyId("key_1")
            .setMethod("GET")
            .setRoute("/v1/accounts/{account}")
            .setWindowStart(Instant.parse("2026-11-20T12:00:00Z"))
            .setWindowSeconds(60)
            .setRequests(3)
            .setClientErrors(1)
            .setServerErrors(0)
            .setLatencyMicrosSum(900)
            .setLatencyMicrosMax(500)
            .setRequestBytes(0)
            .setResponseBytes(4_000)
            .build();

    private HttpServer registry;
    private Serde<UsageRollup> serde;

    /** Knows one schema, by the subject of the catalogue alone. */
    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            try (exchange) {
                var body = "{\"id\":7}".getBytes(UTF_8);
                var subject = "/subjects/" + Topics.USAGE_ROLLUPS_MINUTE.subject();
                boolean known = exchange.getRequestURI().getPath().startsWith(subject);
                exchange.sendResponseHeaders(known ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        registry.start();
        var schemas =
                new SchemaRegistry("http://127.0.0.1:" + registry.getAddress().getPort());
        schemas.register(Topics.USAGE_ROLLUPS_MINUTE);
        serde = RecordSerdes.of(Topics.USAGE_ROLLUPS_MINUTE, schemas);
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"usage.rollups.minute", "usage-rollups-per-minute-changelog"})
    void readsWhatItWroteWhateverTopicItStandsIn(String topic) {
        var bytes = serde.serializer().serialize(topic, ROLLUP);
        assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(ROLLUP);
    }

    @Test
    void refusesWhatNoSchemaReads() {
        var deserializer = serde.deserializer();
        for (var bytes : new byte[][] {null, {}, {1, 2, 3}, {0, 0, 0, 0, 7, 1}, {0, 0, 0, 0, 8, 1}}) {
            assertThatThrownBy(() -> deserializer.deserialize("usage.rollups.minute", bytes))
                    .isInstanceOf(UnreadableRecordException.class);
        }
    }
}
