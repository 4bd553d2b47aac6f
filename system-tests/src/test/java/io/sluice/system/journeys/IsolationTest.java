package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Walks every route of the OpenAPI document with ids of what is not the caller's, and learns nothing. */
class IsolationTest {
    private static final String SOMETHING_ELSE = "01m7q3k8v0g5zr2d9x4w6t1yhe";

    private final Sluice sluice = Sluice.shared();
    private final Api platform = sluice.admin();

    /** What stands for each parameter of a path: something that there is, in the platform's tenant, live. */
    private final Map<String, String> theirs = new LinkedHashMap<>();

    /** And something that there is nowhere. */
    private final Map<String, String> nothings = new LinkedHashMap<>();

    @Test
    void anotherTenantIsAsIfItWereNot() {
        makeTheirs();
        var other = ofAnotherTenant();
        walk(List.of(), (route, call) -> {
            var status = route.contains("/v1/tenants/") && !route.startsWith("GET") ? 403 : 404;
            tellsNothing(route, call, other, status);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/keys            | {"name":"x","role_id":"{role}"}
            /v1/keys/revoke     | {"ids":["{key}"]}
            /v1/keys/deactivate | {"ids":["{key}"]}
            /v1/keys/activate   | {"ids":["{key}"]}
            /v1/users           | {"email":"x@example.com","password":"correct horse","kind":"staff","role_ids":["{role}"]}
            /v1/rate-limits     | {"applies_to":"key","key_id":"{key}","max_requests":1000,"window_size":60}
            /v1/accounts        | {"username":"x","outbound_id":"{outbound}"}
            /v1/accounts        | {"username":"x","rule_ids":["{rule}"]}
            """)
    void whatABodyNamesOfAnotherTenantIsAsIfItWereNot(String path, String body) {
        makeTheirs();
        var other = ofAnotherTenant();
        var known = refusals(send(other, "POST", path, body, theirs));
        assertThat(known).isNotEmpty().isEqualTo(refusals(send(other, "POST", path, body, nothings)));
    }

    /** Whatever is told of why, without the ids. */
    private List<String> refusals(Answer answer) {
        return answer.json().findValuesAsString("detail").stream()
                .map(detail -> without(theirs, without(nothings, detail)))
                .toList();
    }

    /** Whoever may do everything there. */
    private Api ofAnotherTenant() {
        var slug = Sluice.unique("t");
        platform.post("/v1/tenants", "{\"name\":\"Other\",\"slug\":\"" + slug + "\"}");
        await().atMost(Duration.ofSeconds(1))
                .until(() ->
                        platform.with("Sluice-Tenant", slug).get("/v1/roles").status() == 200);
        var key = platform.with("Sluice-Tenant", slug).post("/v1/keys", "{\"name\":\"other\",\"scopes\":[\"*:*\"]}");
        return sluice.anonymous().with("X-API-Key", key.text("/key")).waiting();
    }

    @Test
    void liveDataIsAsIfItWereNotForATestKey() {
        makeTheirs();
        var test = sluice.caller("test", "*:*").waiting();
        // These are of both environments, and read by keys of either.
        var ofBoth = List.of("/v1/roles/", "/v1/tenants/", "/v1/users/");
        walk(ofBoth, (route, call) -> tellsNothing(route, call, test, 404));
    }

    @Test
    void aCustomerSeesNoneOfIt() {
        makeTheirs();
        var email = Sluice.unique("walker") + "@example.com";
        var person = "\"email\":\"" + email + "\",\"password\":\"correct horse battery\"}";
        assertThat(platform.post("/v1/users", "{" + person).status()).isEqualTo(201);
        var tokens = sluice.anonymous().post("/v1/auth/token", "{" + person);
        var customer = sluice.anonymous()
                .with("Authorization", "Bearer " + tokens.text("/access_token"))
                .waiting();
        walk(List.of(), (route, call) -> {
            boolean ofPeople = route.contains("/v1/users/") && !route.startsWith("DELETE");
            boolean hidden = ofPeople || route.contains("/v1/commands/") || route.contains("/v1/refusals/");
            tellsNothing(route, call, customer, hidden ? 404 : 403);
        });
    }

    private interface Call {
        Answer by(Api caller, Map<String, String> ids);
    }

    /** The answer about what is another's is the answer about what there is not. */
    private void tellsNothing(String route, Call call, Api caller, int status) {
        var known = call.by(caller, theirs);
        var unknown = call.by(caller, nothings);
        assertThat(known.status()).as(route + " " + known).isEqualTo(status);
        assertThat(shape(known, theirs)).as(route).isEqualTo(shape(unknown, nothings));
    }

    private static String shape(Answer answer, Map<String, String> ids) {
        return answer.status() + " " + answer.text("/error_code") + " " + without(ids, answer.text("/detail"));
    }

    private static String without(Map<String, String> ids, String text) {
        var rest = text;
        for (var id : ids.values()) rest = rest.replace(id, "…");
        return rest;
    }

    private void walk(List<String> except, BiConsumer<String, Call> step) {
        var walked = new ArrayList<String>();
        sluice.anonymous().get("/openapi.json").json().at("/paths").properties().forEach(path -> {
            if (!path.getKey().contains("{") || except.stream().anyMatch(path.getKey()::startsWith)) return;
            for (var operation : path.getValue().properties()) {
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                var body = body(operation.getValue());
                step.accept(
                        method + " " + path.getKey(), (caller, ids) -> send(caller, method, path.getKey(), body, ids));
                walked.add(method + " " + path.getKey());
            }
        });
        assertThat(walked).hasSizeGreaterThan(20);
    }

    private static String body(JsonNode operation) {
        var example = operation.at("/requestBody/content/application~1json/example");
        if (!example.isMissingNode()) return example.toString();
        return operation.has("requestBody") ? "{}" : "";
    }

    private static Answer send(Api caller, String method, String template, String body, Map<String, String> ids) {
        var path = with(ids, template);
        assertThat(path).as("this test knows no id for " + template).doesNotContain("{");
        return body.isEmpty()
                ? caller.send(method, path, "")
                : caller.with("Content-Type", "application/json").send(method, path, with(ids, body));
    }

    private static String with(Map<String, String> ids, String template) {
        var text = template;
        for (var id : ids.entrySet()) text = text.replace("{" + id.getKey() + "}", id.getValue());
        return text;
    }

    /** The request_id of somebody who was over its limit. */
    private String refused(Api live) {
        var key = live.post("/v1/keys", """
                {"name": "hasty", "scopes": ["accounts:read"], "rate_limits": [{"limit": 1, "window": "day"}]}
                """);
        var hasty = sluice.anonymous().with("X-API-Key", key.text("/key"));
        hasty.get("/v1/accounts?limit=1");
        var refused = hasty.get("/v1/accounts?limit=1");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
        return refused.text("/request_id");
    }

    private void makeTheirs() {
        var live = platform.waiting();
        var username = Sluice.unique("theirs");
        var account = live.post("/v1/accounts", "{\"username\":\"" + username + "\"}");
        var outbound = live.post("/v1/outbounds", "{\"name\":\"" + Sluice.unique("out") + "\"}");
        var rule = live.post("/v1/rules", "{\"name\":\"" + Sluice.unique("rule") + "\",\"content\":\"x\"}");
        var key = live.post("/v1/keys", "{\"name\":\"theirs\",\"scopes\":[\"accounts:read\"]}");
        var role = live.post(
                "/v1/roles", "{\"name\":\"" + Sluice.unique("role") + "\",\"permissions\":[\"accounts:read\"]}");
        var limit = live.post(
                "/v1/rate-limits",
                "{\"applies_to\":\"key\",\"key_id\":\"" + key.text("/id")
                        + "\",\"max_requests\":1000,\"window_size\":60}");
        var user = live.post(
                "/v1/users",
                "{\"email\":\"" + Sluice.unique("theirs") + "@example.com\",\"password\":\"correct horse battery\"}");
        var report = live.post("/v1/traffic-reports", """
                {"node": "fra-1", "counters_since": "%s",
                 "accounts": [{"id": "%s", "upload_bytes": 1, "download_bytes": 1}]}
                """.formatted(Instant.now(), account.text("/id")));
        var command = platform.post("/v1/accounts/" + account.text("/id") + "/suspend", "{}");
        var made = Map.of(
                "account", account,
                "outbound", outbound,
                "rule", rule,
                "key", key,
                "role", role,
                "limit", limit,
                "user", user,
                "report", report,
                "id", command);
        theirs.put("request", refused(live));
        nothings.put("request", "rfs_" + SOMETHING_ELSE);
        made.forEach((parameter, answer) -> {
            assertThat(answer.text("/id")).as(answer.toString()).isNotEmpty();
            theirs.put(parameter, answer.text("/id"));
            nothings.put(parameter, answer.text("/id").substring(0, 4) + SOMETHING_ELSE);
        });
        theirs.put("username", username);
        nothings.put("username", Sluice.unique("nobody"));
        theirs.put("tenant", "default");
        nothings.put("tenant", "there-is-none");
    }
}
