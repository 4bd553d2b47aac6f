package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeySecret;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the OpenAPI document are real answers: this makes each request and compares. */
class ExamplesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ACCOUNT = "/v1/accounts/{account}";

    private final Sluice sluice = Sluice.shared();
    private final Set<String> illustrated = new TreeSet<>();
    private Api caller = sluice.admin();

    @Test
    void everyRouteShowsARealAnswer() {
        tenancy();
        people();
        keys();
        rateLimits();
        routing();
        accounts();
        assertThat(illustrated)
                .as("routes whose answer the document shows; call new ones here, and build again after"
                        + " -Dexamples=write")
                .isEqualTo(routes());
    }

    private void tenancy() {
        var tenants = "/v1/tenants";
        var tenant = tenants + "/{tenant}";
        var acme = "{\"name\":\"Acme Ltd\",\"slug\":\"acme\"}";
        var first = tenants + "/" + call("POST", tenants, tenants, acme).text("/id");
        await().until(() -> caller.get(first).status() == 200);
        call("GET", tenants, tenants + "?sort=slug&limit=1", "");
        call("GET", tenant, first, "");
        call("PATCH", tenant, first, "{\"name\":\"Acme Inc\"}");
        call("PUT", tenant, first, "{\"name\":\"Acme Inc\"}");
        var roles = "/v1/roles";
        var role = roles + "/{role}";
        var shop = "{\"name\":\"Shop\",\"permissions\":[\"accounts:read\",\"accounts:write\"]}";
        var second = roles + "/" + call("POST", roles, roles, shop).text("/id");
        call("GET", roles, roles + "?sort=name&limit=1", "");
        call("GET", role, second, "");
        call("PATCH", role, second, "{\"permissions\":[\"accounts:*\"]}");
        call("PUT", role, second, "{\"permissions\":[\"accounts:*\"]}");
        call("DELETE", role, second, "");
        var id = second.substring(roles.length() + 1);
        call("GET", "/v1/audit-log", "/v1/audit-log?type=role.update&limit=1&resource_id=" + id, "");
    }

    private void people() {
        var users = "/v1/users";
        var user = users + "/{user}";
        var password = "correct horse battery";
        var aaron = "{\"email\":\"aaron@example.com\",\"password\":\"" + password + "\",\"kind\":\"tenant_admin\"}";
        var first = users + "/" + call("POST", users, users, aaron).text("/id");
        // The first by its address and not the last, whatever ran before.
        caller.post(users, aaron.replace("aaron@", "zoe@"));
        call("GET", users, users + "?kind=tenant_admin&sort=email&limit=1", "");
        call("GET", user, first, "");
        await().until(() -> patch(first, "{\"name\":\"Aaron\"}").status() == 200);
        call("PATCH", user, first, "{\"name\":\"Aaron\"}");
        call("PUT", user, first, "{\"name\":\"Aaron\"}");
        var auth = "/v1/auth/token";
        var signIn = "{\"email\":\"aaron@example.com\",\"password\":\"" + password + "\"}";
        var tokens = call("POST", auth, auth, signIn);
        var out = "{\"refresh_token\":\"" + tokens.text("/refresh_token") + "\"}";
        call("POST", "/v1/auth/revoke", "/v1/auth/revoke", out);
        call("GET", "/.well-known/jwks.json", "/.well-known/jwks.json", "");
        call("DELETE", user, first, "");
    }

    private Answer patch(String path, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", path, body);
    }

    private void keys() {
        var shop = "{\"name\":\"Shop\",\"environment\":\"test\","
                + "\"rate_limits\":[{\"limit\":600,\"window\":\"minute\"}],"
                + "\"scopes\":[\"accounts:*\",\"commands:read\",\"keys:read\",\"outbounds:*\",\"rate-limits:*\","
                + "\"rules:*\",\"subscriptions:read\",\"traffic:*\"]}";
        var key = call("POST", "/v1/keys", "/v1/keys", shop);
        var id = key.text("/id");
        call("GET", "/v1/keys", "/v1/keys?limit=1", "");
        await().until(() ->
                caller.get("/v1/keys/" + id).json().at("/effective/since").isString());
        call("GET", "/v1/keys/{key}", "/v1/keys/" + id, "");
        var other = "/v1/keys/" + caller.post("/v1/keys", shop).text("/id");
        call("PATCH", "/v1/keys/{key}", other, "{\"integration\":\"n8n\",\"notes\":\"ask Eve\"}");
        call("PUT", "/v1/keys/{key}", other, "{\"integration\":\"n8n\",\"notes\":\"ask Eve\"}");
        call("POST", "/v1/keys/{key}/rotate", other + "/rotate", "{\"grace_seconds\":3600}");
        call("POST", "/v1/keys/{key}/regenerate", other + "/regenerate", "");
        call("POST", "/v1/keys/{key}/deactivate", other + "/deactivate", "");
        call("POST", "/v1/keys/{key}/activate", other + "/activate", "");
        call("POST", "/v1/keys/{key}/revoke", other + "/revoke", "");
        call("DELETE", "/v1/keys/{key}", other, "");
        manyKeys(shop);
        caller = sluice.anonymous().with("Authorization", "Bearer " + key.text("/key"));
    }

    private void manyKeys(String shop) {
        var ids = "{\"ids\":[\"" + caller.post("/v1/keys", shop).text("/id") + "\"]}";
        for (var action : new String[] {"deactivate", "activate", "revoke"}) {
            call("POST", "/v1/keys/" + action, "/v1/keys/" + action, ids);
        }
        var hash = HexFormat.of().formatHex(KeySecret.hash(Sluice.unique("old secret")));
        call("POST", "/v1/keys/import", "/v1/keys/import", """
                {"keys": [{"key_hash": "%s", "prefix": "pak_Ab12", "name": "Old shop", "style": "pak",
                           "scopes": ["accounts:read"]}]}
                """.formatted(hash));
        call("GET", "/v1/scopes", "/v1/scopes?resource=traffic", "");
        var verify = """
                {"key": "sk_live_0000000000000000000000000000000", "scopes": ["accounts:read"], "address": "192.0.2.7"}
                """;
        call("POST", "/v1/keys/verify", "/v1/keys/verify", verify);
    }

    private void rateLimits() {
        var limits = "/v1/rate-limits";
        var limit = limits + "/{limit}";
        var each = "{\"applies_to\":\"each_key\",\"route\":\"POST /v1/accounts\",\"max_requests\":600,"
                + "\"window_size\":\"minute\"}";
        var first = limits + "/" + call("POST", limits, limits, each).text("/id");
        call("GET", limits, limits + "?limit=1", "");
        call("GET", limit, first, "");
        call("PATCH", limit, first, "{\"max_requests\":1200,\"shadow\":true}");
        call("PUT", limit, first, "{\"max_requests\":1200,\"shadow\":true}");
        call("DELETE", limit, first, "");
        var hasty = sluice.admin().post("/v1/keys", """
                {"name": "Hasty", "environment": "test", "scopes": ["accounts:read"],
                 "rate_limits": [{"limit": 1, "window": "hour"}]}
                """);
        var holder = sluice.anonymous().with("Authorization", "Bearer " + hasty.text("/key"));
        holder.get("/v1/accounts?limit=1");
        var request = holder.get("/v1/accounts?limit=1").header("X-Request-Id").orElseThrow();
        call("GET", "/v1/refusals/{request}", "/v1/refusals/" + request, "");
        var standing = "/v1/keys/" + hasty.text("/id") + "/limits";
        await("the node's use, told to all")
                .until(() -> caller.get(standing)
                                .json()
                                .at("/limits/0/nodes/0/admitted")
                                .asInt()
                        == 1);
        call("GET", "/v1/keys/{key}/limits", standing, "");
    }

    private void routing() {
        var outbounds = "/v1/outbounds";
        var outbound = outbounds + "/{outbound}";
        var paris = "{\"name\":\"via-paris\",\"protocol\":\"socks5\",\"address\":\"10.0.0.7\",\"port\":1080}";
        var first = outbounds + "/" + call("POST", outbounds, outbounds, paris).text("/id");
        call("GET", outbounds, outbounds + "?limit=1", "");
        call("GET", outbound, first, "");
        call("PATCH", outbound, first, "{\"port\":1081}");
        call("PUT", outbound, first, "{\"port\":1081}");
        call("DELETE", outbound, first, "");
        var rules = "/v1/rules";
        var rule = rules + "/{rule}";
        var noMail = "{\"name\":\"no-mail\",\"content\":\"DST-PORT,25,REJECT\"}";
        var second = rules + "/" + call("POST", rules, rules, noMail).text("/id");
        call("GET", rules, rules + "?limit=1", "");
        call("GET", rule, second, "");
        call("PATCH", rule, second, "{\"priority\":7}");
        call("PUT", rule, second, "{\"priority\":7}");
        call("DELETE", rule, second, "");
    }

    private void accounts() {
        var username = "examples";
        var body = "{\"username\":\"" + username
                + "\",\"expire_days\":30,\"total_traffic_gb\":100,\"metadata\":{\"order\":\"4711\"}}";
        var hasty = caller;
        caller = hasty.waiting();
        var account = call("POST", "/v1/accounts", "/v1/accounts", body);
        var path = "/v1/accounts/" + account.text("/id");
        var before = Instant.parse(account.text("/created_at")).minusMillis(1);
        call("GET", "/v1/accounts", "/v1/accounts?sort=-created_at&limit=1&created_after=" + before, "");
        call("GET", ACCOUNT, path, "");
        call("GET", "/v1/accounts/by-username/{username}", "/v1/accounts/by-username/" + username, "");
        call("PATCH", ACCOUNT, path, "{\"remark\":\"paid in advance\"}");
        call("PUT", ACCOUNT, path, "{\"remark\":\"paid in advance\"}");
        var accepted = renewWithoutWaiting(hasty, path);
        call("GET", "/v1/commands/{id}", "/v1/commands/" + accepted.text("/id") + "?wait=20", "");
        call("GET", "/v1/commands", "/v1/commands?type=account.renew&since=" + before, "");
        call("POST", ACCOUNT + "/renew", path + "/renew", "{\"extend_days\":30,\"add_traffic_gb\":50}");
        call("POST", ACCOUNT + "/suspend", path + "/suspend", "");
        call("POST", ACCOUNT + "/resume", path + "/resume", "");
        call("POST", ACCOUNT + "/reset-traffic", path + "/reset-traffic", "");
        call("POST", ACCOUNT + "/rotate-credentials", path + "/rotate-credentials", "{}");
        traffic(path, account);
        cancel(hasty, path, before.plus(Duration.ofDays(1)));
        call("DELETE", ACCOUNT, path, "");
        var onHold = caller.post("/v1/accounts", "{\"username\":\"later\",\"expire_days\":30,\"on_hold\":true}");
        var activate = "/v1/accounts/" + onHold.text("/id") + "/activate";
        call("POST", ACCOUNT + "/activate", activate, "");
    }

    private void traffic(String path, Answer account) {
        var report = """
                {"node": "fra-1", "counters_since": "%s",
                 "accounts": [{"id": "%s", "upload_bytes": 1048576, "download_bytes": 73400320}]}
                """.formatted(account.text("/created_at"), account.text("/id"));
        var told = call("POST", "/v1/traffic-reports", "/v1/traffic-reports", report);
        call("GET", "/v1/traffic-reports/{report}", "/v1/traffic-reports/" + told.text("/id"), "");
        call("GET", ACCOUNT + "/traffic", path + "/traffic", "");
        call("GET", ACCOUNT + "/subscription", path + "/subscription", "");
    }

    private void cancel(Api hasty, String path, Instant due) {
        var scheduled = hasty.post(path + "/renew?not_before=" + due, "{\"extend_days\":30}");
        var command = "/v1/commands/" + scheduled.text("/id");
        call("POST", "/v1/commands/{id}/cancel", command + "/cancel", "");
        call("GET", "/v1/commands/{id}/events", command + "/events", "");
    }

    private static Answer renewWithoutWaiting(Api hasty, String path) {
        var accepted = hasty.post(path + "/renew", "{\"extend_days\":30}");
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        ExampleFile.of("POST", ACCOUNT + "/renew", "202").mustBeLike(accepted.json());
        return accepted;
    }

    private Answer call(String method, String template, String path, String body) {
        var answer = body.isEmpty()
                ? caller.send(method, path, "")
                : caller.with("Content-Type", "application/json").send(method, path, body);
        assertThat(answer.status()).as(method + " " + path + ": " + answer).isBetween(200, 299);
        if (!body.isEmpty()) ExampleFile.of(method, template, "request").mustBeLike(JSON.readTree(body));
        ExampleFile.of(method, template, Integer.toString(answer.status())).mustBeLike(content(answer));
        if (shows(method, template, answer.status())) illustrated.add(method + " " + template);
        return answer;
    }

    /** The body, or the one event of a stream. */
    private static JsonNode content(Answer answer) {
        var body = answer.response().body();
        return body.startsWith("id: ") ? JSON.readTree(body.substring(body.indexOf("{"))) : answer.json();
    }

    /** Whether the document that is served has this example. */
    private boolean shows(String method, String template, int status) {
        var responses = document()
                .path("paths")
                .path(template)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses");
        var content = responses.path(Integer.toString(status)).path("content");
        return !content.findValues("example").isEmpty();
    }

    private Set<String> routes() {
        var routes = new TreeSet<String>();
        document().path("paths").properties().forEach(path -> {
            for (var method : new ArrayList<>(path.getValue().propertyNames())) {
                routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        });
        return routes;
    }

    private JsonNode document() {
        return sluice.anonymous().get("/openapi.json").json();
    }
}
