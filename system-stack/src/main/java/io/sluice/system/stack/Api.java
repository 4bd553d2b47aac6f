package io.sluice.system.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A caller with a key, and with headers that each of its requests carries. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final List<String> headers;

    Api(String base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** Anybody, at the address of some service. */
    public static Api at(String base) {
        return new Api(base, List.of());
    }

    /** The same caller with one more header on each request. */
    public Api with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Api(base, more);
    }

    public Api waiting() {
        return with("Prefer", "wait=20");
    }

    public Api under(String idempotencyKey) {
        return with("Idempotency-Key", idempotencyKey);
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    /** Sends as it stands: no header is added. */
    public Answer send(String method, String path, String body) {
        try {
            return trySend(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    /** For tests that break connections on purpose. */
    public Answer tryPost(String path, String json) throws IOException {
        return with("Content-Type", "application/json").trySend("POST", path, json);
    }

    /** The answer as soon as it begins; its body is read as it comes, and to close that hangs up. */
    public HttpResponse<InputStream> open(String path) throws IOException {
        return send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofInputStream());
    }

    private Answer trySend(String method, String path, String body) throws IOException {
        var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return Answer.of(send(method, path, content, BodyHandlers.ofString()));
    }

    private <T> HttpResponse<T> send(String method, String path, BodyPublisher content, BodyHandler<T> handler)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(40))
                .method(method, content);
        if (!headers.isEmpty()) request.headers(headers.toArray(String[]::new));
        try {
            return HTTP.send(request.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
