package io.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The registry behind a proxy with TLS and a password, as it stands in production. */
final class SecureRegistry implements AutoCloseable {
    private final HttpsServer proxy;
    private final String registry;
    private final String expected;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param login name and password, with a colon between them */
    SecureRegistry(String registry, TestCertificate certificate, String login)
            throws IOException, GeneralSecurityException {
        this.registry = registry;
        this.expected = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        this.proxy = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        proxy.createContext("/", this::pass);
        proxy.start();
    }

    String url() {
        return "https://127.0.0.1:" + proxy.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var answer = ask(exchange);
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(URI.create(registry + exchange.getRequestURI()))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
        client.close();
    }
}
