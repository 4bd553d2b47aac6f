package io.sluice.system.containers;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A collector of traces that keeps what it is sent, by OTLP over HTTP. */
final class TraceReceiver implements AutoCloseable {
    /** A span, as far as a test wants to know; the numbers of the fields are those of OTLP. */
    record Span(String trace, String id, String parent, String name) {
        private static final int TRACE = 1;
        private static final int ID = 2;
        private static final int PARENT = 4;
        private static final int NAME = 5;

        static Span of(UnknownFieldSet fields) {
            return new Span(hex(fields, TRACE), hex(fields, ID), hex(fields, PARENT), text(fields, NAME));
        }

        private static String hex(UnknownFieldSet fields, int number) {
            return bytes(fields, number)
                    .map(value -> HexFormat.of().formatHex(value.toByteArray()))
                    .findFirst()
                    .orElse("");
        }

        private static String text(UnknownFieldSet fields, int number) {
            return bytes(fields, number)
                    .map(ByteString::toStringUtf8)
                    .findFirst()
                    .orElse("");
        }
    }

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    private final Queue<Span> received = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    TraceReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> of(String trace) {
        return received.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            messages(ByteString.readFrom(body), RESOURCE_SPANS)
                    .flatMap(resource -> messages(resource, SCOPE_SPANS))
                    .flatMap(scope -> messages(scope, SPANS))
                    .map(span -> Span.of(parse(span)))
                    .forEach(received::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Stream<ByteString> messages(ByteString message, int number) {
        return bytes(parse(message), number);
    }

    private static Stream<ByteString> bytes(UnknownFieldSet fields, int number) {
        return fields.getField(number).getLengthDelimitedList().stream();
    }

    private static UnknownFieldSet parse(ByteString message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
