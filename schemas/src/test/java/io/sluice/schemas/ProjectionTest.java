package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KeyLimit;
import io.sluice.schemas.avro.KnownKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads keys as all releases wrote them over a key that had everything. */
class ProjectionTest {
    private static final Path RELEASED = Path.of("src/released/state.keys");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KnownKey read = new KnownKey();
    private HttpServer registry;
    private Projection<KnownKey> projection;

    /** Knows each release by its number. */
    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/schemas/ids/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                var schema = Files.readString(RELEASED.resolve(path.substring(path.lastIndexOf('/') + 1) + ".avsc"));
                var body =
                        JSON.createObjectNode().put("schema", schema).toString().getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        registry.start();
        projection = new RecordDecoder(new SchemaRegistry(
                        "http://127.0.0.1:" + registry.getAddress().getPort()))
                .projection(read);
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void readsWhatARequestNeeds() throws IOException {
        projection.read(written(5, full()));
        assertThat(read.getId().toString()).isEqualTo("key_1");
        assertThat(read.getScopes()).extracting(Object::toString).containsExactly("accounts:read", "keys:read");
        assertThat(read.getExpiresAt()).isEqualTo(7_000L);
        assertThat(read.getStyle().toString()).isEqualTo("vps");
        assertThat(read.getAllowedIps()).extracting(Object::toString).containsExactly("192.0.2.1");
        assertThat(read.getPreviousKeyHash()).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4}));
        assertThat(read.getPreviousEndsAt()).isEqualTo(9_000L);
        assertThat(read.getGrantsVersion()).isEqualTo(2);
        assertThat(read.getRoleId().toString()).isEqualTo("rol_1");
        assertThat(read.getRateLimits()).singleElement().satisfies(limit -> {
            assertThat(limit.getMaxRequests()).isEqualTo(5);
            assertThat(limit.getWindowSize()).isEqualTo(60);
        });
    }

    @ParameterizedTest(name = "release {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void keepsNothingOfTheKeyBefore(int release) throws IOException {
        projection.read(written(5, full()));
        projection.read(written(release, plain()));
        assertThat(read.getId().toString()).isEqualTo("key_2");
        assertThat(read.getKeyHash()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(read.getScopes()).isEmpty();
        assertThat(read.getExpiresAt()).isNull();
        assertThat(read.getStyle().toString()).isEqualTo("sk");
        assertThat(read.getAllowedIps()).isEmpty();
        assertThat(read.getPreviousKeyHash()).isNull();
        assertThat(read.getPreviousEndsAt()).isNull();
        assertThat(read.getGrantsVersion()).isZero();
        assertThat((CharSequence) read.getRoleId()).isNull();
        assertThat(read.getRateLimits()).isEmpty();
    }

    private static ApiKey full() {
        return key("key_1")
                .setScopes(List.of("accounts:read", "keys:read"))
                .setExpiresAt(Instant.ofEpochMilli(7_000))
                .setStyle("vps")
                .setAllowedIps(List.of("192.0.2.1"))
                .setPreviousKeyHash(ByteBuffer.wrap(new byte[] {3, 4}))
                .setPreviousEndsAt(Instant.ofEpochMilli(9_000))
                .setGrantsVersion(2)
                .setRoleId("rol_1")
                .setRateLimits(List.of(new KeyLimit(5L, 60)))
                .build();
    }

    private static ApiKey plain() {
        return key("key_2").build();
    }

    private static ApiKey.Builder key(String id) {
        return ApiKey.newBuilder()
                .setId(id)
                .setNumber(1)
                .setTenantId("ten_1")
                .setEnvironment("live")
                .setName("shop")
                .setKeyHash(ByteBuffer.wrap(new byte[] {1, 2}))
                .setPrefix("sk_live_")
                .setMasked("sk_live_…")
                .setScopes(List.of())
                .setStatus("active")
                .setCreatedAt(Instant.EPOCH)
                .setVersion(1);
    }

    /** As a release wrote it: of its fields those that it has. */
    private static byte[] written(int release, ApiKey key) throws IOException {
        var schema = new Schema.Parser().parse(Files.readString(RELEASED.resolve(release + ".avsc")));
        var out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(release).array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        var written = new GenericData.Record(schema);
        for (var field : schema.getFields()) written.put(field.pos(), key.get(field.name()));
        new GenericDatumWriter<GenericRecord>(schema, SpecificData.getForClass(ApiKey.class)).write(written, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
