package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fails as the real one does when it is killed, which the real one does not do when it is asked to. */
final class BrokenApi implements AutoCloseable {
    /** A request as it came. */
    record Seen(
            String request,
            @Nullable String idempotencyKey,
            @Nullable String lastEventId) {}

    /** How the tool ended, and what it printed. */
    record Run(int code, String out, String err) {}

    private interface Answering {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Deque<Answering> answers = new ArrayDeque<>();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());

    BrokenApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The next request gets this; the headers are names and values in turn. */
    BrokenApi answers(int status, String body, String... headers) {
        answers.add(exchange -> {
            for (int at = 0; at < headers.length; at += 2) {
                exchange.getResponseHeaders().add(headers[at], headers[at + 1]);
            }
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        });
        return this;
    }

    /** The connection of the next request breaks before there is an answer. */
    BrokenApi breaks() {
        answers.add(_ -> {
            throw new IOException("killed");
        });
        return this;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    Run run(Path folder, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var variables = Map.of(
                "SLUICE_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "SLUICE_API_KEY",
                "sk_live_key",
                "SLUICE_CONFIG",
                folder.resolve("profiles.json").toString());
        var surroundings = new Surroundings(
                variables,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false,
                Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC));
        return new Run(Main.run(surroundings, arguments), out.toString(UTF_8), err.toString(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        seen.add(new Seen(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                headers.getFirst("Idempotency-Key"),
                headers.getFirst("Last-Event-ID")));
        try (exchange) {
            answers.remove().to(exchange);
        }
    }
}
