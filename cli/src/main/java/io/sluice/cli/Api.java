package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The API as one caller sees it. What it refuses is thrown as a {@link Failure}. */
final class Api {
    private static final int PAGE_MAX = 500;
    private static final String AGENT =
            "sluice-cli/" + Version.TEXT + " Java/" + Runtime.version().feature();

    private final Http http;
    private final String base;
    private final @Nullable String tenant;
    private final Supplier<Optional<String>> bearer;

    /**
     * @param base without a slash at its end
     * @param tenant in which it works; null for the caller's own
     * @param bearer the credential as of now; empty for nobody's
     */
    Api(Http http, String base, @Nullable String tenant, Supplier<Optional<String>> bearer) {
        this.http = http;
        this.base = base;
        this.tenant = tenant;
        this.bearer = bearer;
    }

    Answer get(String path) {
        return accepted(http.send(request(path).GET().build()));
    }

    /** Changes something, once however often it has to be sent, and waits for the outcome. */
    Answer change(String method, String path, @Nullable Json body) {
        return change(method, path, body, UUID.randomUUID().toString());
    }

    /** @param idempotencyKey by which a later run of the tool can ask for the same once more */
    Answer change(String method, String path, @Nullable Json body, String idempotencyKey) {
        return send(method, path, body == null ? null : body.text(), idempotencyKey);
    }

    /** A body that somebody else wrote. */
    Answer changeText(String method, String path, String body) {
        return send(method, path, body, UUID.randomUUID().toString());
    }

    private Answer send(String method, String path, @Nullable String body, String idempotencyKey) {
        var request = request(path).header("Idempotency-Key", idempotencyKey).header("Prefer", "wait=20");
        if (body != null) request.header("Content-Type", "application/json");
        var content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return accepted(http.send(request.method(method, content).build()));
    }

    /** Page by page, until there is no more or so many were seen. */
    void pages(String path, Map<String, String> query, long limit, Consumer<List<JsonNode>> page) {
        var parameters = new TreeMap<>(query);
        for (long left = limit; left > 0; ) {
            parameters.put("limit", Long.toString(Math.min(left, PAGE_MAX)));
            var answer = get(path + "?" + encoded(parameters)).json();
            var data = List.copyOf(answer.path("data").values());
            page.accept(data);
            left -= data.size();
            var cursor = answer.path("next_cursor").asString("");
            if (cursor.isEmpty()) return;
            parameters.put("cursor", cursor);
        }
    }

    /** With everything that each request carries. */
    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Http.TIMEOUT)
                .header("User-Agent", AGENT)
                .header("Accept", "application/json, application/problem+json");
        if (tenant != null) header(request, "Sluice-Tenant", tenant, "the tenant");
        bearer.get().ifPresent(token -> header(request, "Authorization", "Bearer " + token, "the credential"));
        return request;
    }

    /** What the client says of a wrong one repeats it, and it may be a secret. */
    private static void header(HttpRequest.Builder request, String name, String value, String what) {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, what + " has characters that no header may have");
        }
    }

    Http http() {
        return http;
    }

    /** A part of a path, whatever somebody has typed. */
    static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }

    private static String encoded(Map<String, String> parameters) {
        return String.join(
                "&",
                parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .toList());
    }

    private static Answer accepted(Answer answer) {
        if (answer.status() >= 400 || answer.json().isMissingNode()) throw Failure.of(answer);
        return answer;
    }
}
