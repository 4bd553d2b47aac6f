package io.sluice.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** As much of a schema registry as a reader and writer of the catalogue's topics ask: ids are places in it. */
public final class LocalRegistry implements AutoCloseable {
    private static final String SUBJECTS = "/subjects/";
    private static final String IDS = "/schemas/ids/";

    private final HttpServer server;

    public LocalRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LocalRegistry::answer);
        server.start();
    }

    public SchemaRegistry client() {
        return new SchemaRegistry("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            for (int id = 0; id < Topics.ALL.size(); id++) {
                if (path.equals(SUBJECTS + Topics.ALL.get(id).subject())) send(exchange, 200, "{\"id\":" + id + "}");
                if (path.equals(IDS + id)) send(exchange, 200, schema(Topics.ALL.get(id)));
            }
            if (exchange.getResponseCode() < 0) send(exchange, 404, "{}");
        }
    }

    private static String schema(Topic<?> topic) {
        var quoted = topic.schema().toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return "{\"schema\":\"" + quoted + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
