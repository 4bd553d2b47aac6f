package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The ways in which a secret is used where it does not belong, or not so. */
final class WrongUses {
    /**
     * One of them.
     *
     * @param repeats whether the answer repeats what was sent there, where nothing tells it from other texts: in an
     *     address, or as the name of a field
     */
    record Way(String name, boolean repeats, Function<String, Answer> use) {}

    private static final int TOO_LONG = 70_000;

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();
    private final String account;
    private final AtomicInteger callers = new AtomicInteger();

    /** @param account one that commands may be given for */
    WrongUses(String account) {
        this.account = account;
    }

    List<Way> asCredentials() {
        return List.of(
                new Way("basic password", false, text -> caller("Basic " + base64("user:" + text))),
                new Way("basic name", false, text -> caller("Basic " + base64(text + ":"))),
                new Way("no scheme", false, this::caller),
                new Way("another scheme", false, text -> caller("Token " + text)),
                new Way("mistyped", false, text -> caller("Bearer " + text + "x")),
                new Way("cut", false, text -> caller("Bearer " + text.substring(0, text.length() - 3))),
                new Way(
                        "in the other header",
                        false,
                        text -> anybody().with("X-API-Key", text).get("/v1/users")),
                new Way(
                        "one of two",
                        false,
                        text -> admin.with("X-API-Key", text).get("/v1/keys")),
                new Way(
                        "tenant",
                        false,
                        text -> admin.with("Sluice-Tenant", text).get("/v1/keys")),
                new Way(
                        "forwarded",
                        false,
                        text -> anybody().with("Forwarded", "for=" + text).get("/v1/keys")),
                new Way(
                        "idempotency key",
                        false,
                        text -> admin.under(text).post("/v1/accounts/" + account + "/renew", "{\"extend_days\":1}")),
                new Way(
                        "as a version",
                        false,
                        text -> admin.with("If-Match", text)
                                .post("/v1/accounts/" + account + "/renew", "{\"extend_days\":1}")),
                new Way("media type", false, text -> admin.with("Accept", text).get("/v1/scopes")),
                new Way(
                        "many headers",
                        false,
                        text -> admin.with("Cookie", "session=" + text)
                                .with("Referer", "https://example.com/?key=" + encoded(text))
                                .with("If-None-Match", '"' + text + '"')
                                .with("Prefer", "wait=" + text)
                                .with("X-Request-Id", text)
                                .with("traceparent", text)
                                .with("baggage", "key=" + text)
                                .with("Last-Event-ID", text)
                                .with("Origin", "https://" + text)
                                .get("/v1/scopes")));
    }

    List<Way> inBodies() {
        return List.of(
                body("in an unknown field", text -> "{\"username\":\"a\",\"api_key\":" + quoted(text) + "}"),
                body("in an object", text -> "{\"password\":{\"value\":" + quoted(text) + "}}"),
                body("in a list", text -> "{\"username\":\"a\",\"password\":[" + quoted(text) + "]}"),
                body(
                        "in wrong fields",
                        text -> "{\"expire_days\":%s,\"protocol\":%s,\"rule_ids\":[%s],\"on_hold\":%s}"
                                .formatted(quoted(text), quoted(text), quoted(text), quoted(text))),
                body("without quotation marks", text -> "{\"password\":" + text + "}"),
                body("in a body that is cut", text -> "{\"password\":" + quoted(text)),
                body("twice", text -> "{\"password\":%s,\"password\":%s}".formatted(quoted(text), quoted(text))),
                body("too long", text -> "{\"username\":\"a\",\"password\":" + quoted(text.repeat(20)) + "}"),
                body("in too large a body", text -> "{\"a\":" + quoted(text + "x".repeat(TOO_LONG)) + "}"),
                new Way(
                        "as a form",
                        false,
                        text -> admin.with("Content-Type", "application/x-www-form-urlencoded")
                                .send("POST", "/v1/accounts", "password=" + encoded(text))),
                new Way(
                        "of a key that is verified",
                        false,
                        text -> admin.post(
                                "/v1/keys/verify",
                                "{\"key\":%s,\"address\":%s}".formatted(quoted(text), quoted(text)))),
                new Way(
                        "as the hash of a key",
                        false,
                        text -> admin.post("/v1/keys/import", "{\"keys\":[{\"key_hash\":" + quoted(text) + "}]}")),
                new Way(
                        "as a refresh token",
                        false,
                        text -> anybody()
                                .post(
                                        "/v1/auth/token",
                                        json(Map.of("grant_type", "refresh_token", "refresh_token", text)))),
                new Way(
                        "as a grant",
                        false,
                        text -> anybody()
                                .post("/v1/auth/token", json(Map.of("grant_type", text, "environment", text)))),
                new Way(
                        "signing out",
                        false,
                        text -> anybody().post("/v1/auth/revoke", json(Map.of("refresh_token", text + "x")))),
                new Way("as the name of a field", true, text -> admin.post("/v1/accounts", "{" + quoted(text) + ":1}")),
                new Way(
                        "as a content type",
                        true,
                        text -> admin.with("Content-Type", "text/" + text).send("POST", "/v1/accounts", "{}")));
    }

    List<Way> inAddresses() {
        return List.of(
                new Way("query", false, text -> admin.get("/v1/scopes?api_key=" + encoded(text))),
                new Way("query of nobody", false, text -> anybody().get("/v1/keys?key=" + encoded(text))),
                new Way("cursor", false, text -> admin.get("/v1/accounts?cursor=" + encoded(text))),
                new Way("filter", false, text -> admin.get("/v1/accounts?state=" + encoded(text))),
                new Way("time", false, text -> admin.get("/v1/audit-log?since=" + encoded(text))),
                new Way("parameter", true, text -> admin.get("/v1/accounts?" + encoded(text) + "=1")),
                new Way("no route", true, text -> anybody().get("/no/such/" + encoded(text))),
                new Way("id of a key", true, text -> admin.get("/v1/keys/" + encoded(text))),
                new Way(
                        "encoded id",
                        true,
                        text -> admin.get("/v1/keys/" + encoded(text).replace("_", "%5F"))),
                new Way("id of a command", true, text -> admin.get("/v1/commands/" + encoded(text))),
                new Way("account", true, text -> admin.get("/v1/accounts/" + encoded(text))),
                new Way("username", true, text -> admin.get("/v1/accounts/by-username/" + encoded(text))),
                new Way(
                        "account to renew",
                        true,
                        text -> admin.waiting()
                                .post("/v1/accounts/" + encoded(text) + "/renew", "{\"extend_days\":1}")),
                new Way("user to delete", true, text -> admin.send("DELETE", "/v1/users/" + encoded(text), "")),
                new Way(
                        "role",
                        true,
                        text -> admin.with("Content-Type", "application/json")
                                .send("PATCH", "/v1/roles/" + encoded(text), "{\"name\":\"a\"}")));
    }

    /** Where only what is known by its form can be told from any other text. */
    List<Way> whereTextsAreKept() {
        return List.of(
                new Way(
                        "agent",
                        false,
                        text -> admin.with("User-Agent", "app/1 " + text).get("/v1/scopes")),
                new Way("method", false, text -> admin.send(text, "/v1/scopes", "")));
    }

    private Way body(String name, Function<String, String> body) {
        return new Way(name, false, text -> admin.post("/v1/accounts", body.apply(text)));
    }

    private Answer caller(String authorization) {
        return anybody().with("Authorization", authorization).get("/v1/accounts");
    }

    /** From an address of its own, so that none is held back for the sake of the others. */
    private Api anybody() {
        int number = callers.getAndIncrement();
        return sluice.anonymous()
                .with("X-Forwarded-For", "10.%d.%d.%d".formatted(number >> 16, (number >> 8) & 255, number & 255));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String quoted(String text) {
        return json(text);
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
