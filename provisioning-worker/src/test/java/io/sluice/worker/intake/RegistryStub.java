package io.sluice.worker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.avro.Schema;

/**
 * The two answers of a schema registry that reading and writing need, over real HTTP: it knows one schema, as number
 * 1. Once closed it is away.
 */
final class RegistryStub implements AutoCloseable {
    static final int KNOWN = 1;

    private final HttpServer server;
    private final String schema;

    RegistryStub(Schema schema) {
        this.schema = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** A client that has asked for nothing yet. */
    SchemaRegistry client() {
        return new SchemaRegistry("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        boolean known = path.startsWith("/subjects/") || path.equals("/schemas/ids/" + KNOWN);
        var body = path.startsWith("/subjects/") ? "{\"id\":" + KNOWN + "}" : "{\"schema\":\"" + schema + "\"}";
        var bytes = (known ? body : "{\"error_code\":40403}").getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
