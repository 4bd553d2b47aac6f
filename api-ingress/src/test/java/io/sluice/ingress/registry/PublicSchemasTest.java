package io.sluice.ingress.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.schemas.RegistryUnavailableException;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicSchemasTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer registry;
    private PublicSchemas schemas;

    /** A registry in which every subject has two versions; the schema of an id is its own text. */
    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", this::answer);
        registry.start();
        schemas = new PublicSchemas(
                new SchemaRegistry("http://127.0.0.1:" + registry.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void knowsEveryVersionOfAPublicTopic() {
        assertThat(schemas.find(11)).contains("schema 11");
        assertThat(schemas.find(12)).contains("schema 12");
    }

    @Test
    void asksOnceForManyUnknownIds() {
        for (int id = 1000; id < 2000; id++) assertThat(schemas.find(id)).isEmpty();
        int ofOneLook = Topics.PUBLIC.size() * 3;
        assertThat(asked).hasValueLessThanOrEqualTo(2 * ofOneLook);
    }

    @Test
    void goesOnWithWhatItKnowsWhenTheRegistryIsAway() {
        schemas.find(11);
        registry.stop(0);
        assertThat(schemas.find(11)).contains("schema 11");
    }

    @Test
    void doesNotTakeARegistryThatIsAwayForOneThatKnowsNothing() {
        registry.stop(0);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> schemas.find(11)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var path = exchange.getRequestURI().getPath();
        var last = path.substring(path.lastIndexOf('/') + 1);
        var body =
                last.equals("versions") ? "[1, 2]" : "{\"id\": 1%s, \"schema\": \"schema 1%s\"}".formatted(last, last);
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }
}
