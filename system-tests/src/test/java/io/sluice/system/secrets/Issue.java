package io.sluice.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.KeySecret;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Has secrets made or taken in, in all the ways that there are, and uses each as it is meant. */
final class Issue {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<Map<String, String>> STYLES = List.of(
            Map.of("style", "sk"),
            Map.of("style", "sk", "environment", "test"),
            Map.of("style", "pak"),
            Map.of("style", "xpanel"),
            Map.of("style", "vps"));

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();
    private final String mine = UUID.randomUUID().toString();
    private final Queue<Secret> issued = new ConcurrentLinkedQueue<>();

    List<Secret> issued() {
        return List.copyOf(issued);
    }

    /** A fifth of each style; then a fifth each is revoked, deactivated, deleted, and expires. */
    void keys(int count) {
        var tenant = admin.post("/v1/tenants", json(Map.of("name", "Secrets", "slug", "secrets-" + mine)));
        var made = Parallel.map(IntStream.range(0, count).boxed().toList(), number -> key(number, tenant.text("/id")));
        Parallel.map(
                IntStream.range(0, count).boxed().toList(),
                number -> end(number, made.get(number).text("/id")));
    }

    private Answer key(int number, String tenant) {
        var body = new HashMap<String, Object>(STYLES.get(number % STYLES.size()));
        body.put("name", mine);
        body.put("scopes", List.of("accounts:*"));
        if (number / 5 % 5 == 4)
            body.put("expires_at", Instant.now().plusSeconds(5).toString());
        var maker = number % 7 == 0 ? admin.with("Sluice-Tenant", tenant) : admin;
        var made = maker.post("/v1/keys", json(body));
        require(made, 201);
        issued.add(Secret.key(made.text("/key")));
        useProperly(made.text("/key"));
        return made;
    }

    private Answer end(int number, String id) {
        return switch (number / 5 % 5) {
            case 1 -> admin.send("POST", "/v1/keys/" + id + "/revoke", "");
            case 2 -> admin.send("POST", "/v1/keys/" + id + "/deactivate", "");
            case 3 -> admin.send("DELETE", "/v1/keys/" + id, "");
            default -> {
                if (number % 20 != 0) yield admin.get("/v1/keys/" + id);
                var rotated = admin.post("/v1/keys/" + id + "/rotate", "{\"grace_seconds\":" + number % 40 + "}");
                if (rotated.status() == 200) issued.add(Secret.key(rotated.text("/key")));
                yield rotated;
            }
        };
    }

    /** Of another system, whose hashes alone are told. */
    void foreignKeys(int count) {
        var secrets = IntStream.range(0, count)
                .mapToObj(number -> "legacy-" + UUID.randomUUID() + UUID.randomUUID())
                .toList();
        var keys = secrets.stream()
                .map(secret -> Map.of(
                        "key_hash",
                        HexFormat.of().formatHex(KeySecret.hash(secret)),
                        "prefix",
                        "legacy-",
                        "name",
                        mine,
                        "scopes",
                        List.of("accounts:read")))
                .toList();
        require(admin.waiting().post("/v1/keys/import", json(Map.of("keys", keys))), 200);
        for (var secret : secrets) {
            issued.add(Secret.of(Secret.Kind.FOREIGN_KEY, secret));
            useProperly(secret);
        }
    }

    /** Half of them given, half made; some rotated. */
    void accountPasswords(int count) {
        Parallel.map(IntStream.range(0, count).boxed().toList(), number -> {
            var body = new HashMap<String, Object>(Map.of("username", number + "-" + mine));
            if (number % 2 == 0) body.put("password", given());
            var made = admin.waiting().post("/v1/accounts", json(body));
            require(made, 201);
            if (number % 2 == 1) issued.add(Secret.of(Secret.Kind.PASSWORD, made.text("/password")));
            if (number % 20 == 0) {
                var rotated = admin.waiting().post("/v1/accounts/" + made.text("/id") + "/rotate-credentials", "{}");
                issued.add(Secret.of(Secret.Kind.PASSWORD, rotated.text("/password")));
            }
            return made;
        });
    }

    void outboundPasswords(int count) {
        Parallel.map(IntStream.range(0, count).boxed().toList(), number -> {
            var body = Map.of(
                    "name",
                    number + "-" + mine,
                    "protocol",
                    "socks5",
                    "address",
                    "10.0.0.7",
                    "port",
                    1080,
                    "username",
                    "proxy",
                    "password",
                    given());
            return require(admin.waiting().post("/v1/outbounds", json(body)), 201);
        });
    }

    /** They sign in, and come back for new tokens so many times; few, because a password takes long to hash. */
    void people(int count, int refreshes) {
        for (int number = 0; number < count; number++) {
            var email = "secret-" + number + "-" + mine + "@example.com";
            var password = given();
            var body = Map.of("email", email, "password", password, "kind", "tenant_admin");
            require(admin.post("/v1/users", json(body)), 201);
            var tokens = sluice.anonymous().post("/v1/auth/token", json(Map.of("email", email, "password", password)));
            for (int refresh = 0; refresh < refreshes; refresh++) {
                require(tokens, 200);
                issued.add(Secret.accessToken(tokens.text("/access_token")));
                issued.add(Secret.refreshToken(tokens.text("/refresh_token")));
                useProperly(tokens.text("/access_token"));
                var next = Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("/refresh_token"));
                tokens = sluice.anonymous().post("/v1/auth/token", json(next));
            }
        }
    }

    /** With letters that JSON, addresses and SQL write differently. */
    private String given() {
        var password = UUID.randomUUID() + " '\"\\ /%é& " + UUID.randomUUID();
        issued.add(Secret.of(Secret.Kind.PASSWORD, password));
        return password;
    }

    private void useProperly(String secret) {
        require(sluice.anonymous().with("Authorization", "Bearer " + secret).get("/v1/accounts?limit=1"), 200);
        require(sluice.anonymous().with("X-API-Key", secret).get("/v1/accounts?limit=1"), 200);
    }

    private static Answer require(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** What is left to look at once all is issued: every list there is. */
    static List<String> lists(Api admin) {
        var texts = new ArrayList<String>();
        for (var list : List.of(
                "/v1/keys?limit=500",
                "/v1/keys?limit=500&status=deleted",
                "/v1/accounts?limit=500",
                "/v1/commands?limit=500",
                "/v1/users?limit=500",
                "/v1/roles?limit=500",
                "/v1/tenants?limit=500",
                "/v1/outbounds?limit=500",
                "/v1/audit-log?limit=500")) {
            var cursor = "";
            do {
                var page = require(admin.get(list + cursor), 200);
                texts.add(page.toString());
                cursor = "&cursor=" + page.text("/next_cursor");
            } while (!cursor.equals("&cursor="));
        }
        return texts;
    }
}
