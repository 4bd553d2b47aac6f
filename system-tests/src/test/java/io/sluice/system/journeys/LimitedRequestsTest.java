package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What limits do to requests, each time in a tenant of its own: one that is made here limits nobody else. */
class LimitedRequestsTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String LIMITS = "/v1/rate-limits";
    private static final String ANY = "/v1/accounts?limit=1";

    private final Sluice sluice = Sluice.shared();
    private final String slug = Sluice.unique("t");
    private final Api platform = sluice.admin().with("Sluice-Tenant", slug);
    private Api owner = platform;
    private String key = "";
    private Api caller = platform;

    @BeforeEach
    void makeTheTenantAndTwoKeys() {
        sluice.admin().post("/v1/tenants", "{\"name\":\"Acme\",\"slug\":\"" + slug + "\"}");
        await().atMost(SOON).until(() -> platform.get("/v1/roles").status() == 200);
        owner = holder(platform.post("/v1/keys", "{\"name\":\"owner\",\"scopes\":[\"*:*\"]}"));
        var made = owner.post("/v1/keys", "{\"name\":\"shop\",\"scopes\":[\"accounts:*\"]}");
        key = made.text("/id");
        caller = holder(made);
    }

    private Api holder(Answer made) {
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return sluice.anonymous().with("X-API-Key", made.text("/key"));
    }

    private String limit(String appliesTo, int max, String window, String more) {
        var named = appliesTo.equals("key") ? ",\"key_id\":\"" + key + "\"" : "";
        var made = owner.post(
                LIMITS,
                "{\"applies_to\":\"" + appliesTo + "\",\"max_requests\":" + max + ",\"window_size\":\"" + window + "\""
                        + named + more + "}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("/id");
    }

    private static List<Integer> statuses(int count, Api caller, String path) {
        return IntStream.range(0, count)
                .map(each -> caller.get(path).status())
                .boxed()
                .toList();
    }

    @Test
    void tellsHowTheTightestLimitStandsAndRefusesWhatIsOverIt() {
        var minute = limit("key", 3, "minute", "");
        limit("key", 100, "hour", "");
        var first = caller.get(ANY);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("X-RateLimit-Limit")).hasValue("3");
        assertThat(first.header("X-RateLimit-Remaining")).hasValue("2");
        assertThat(first.header("X-RateLimit-Window")).hasValue("60");
        assertThat(first.header("RateLimit").orElse("")).startsWith("\"" + minute + "\";r=2;t=");
        assertThat(first.header("RateLimit-Policy").orElse(""))
                .startsWith("\"" + minute + "\";q=3;w=60, \"")
                .endsWith(";q=100;w=3600");
        long reset = Long.parseLong(first.header("X-RateLimit-Reset").orElse(""));
        assertThat(reset - Clock.systemUTC().instant().getEpochSecond()).isBetween(55L, 62L);
        assertThat(statuses(3, caller, ANY)).containsExactly(200, 200, 429);
    }

    @Test
    void saysWhichLimitWasExceededAndWhenToComeBack() {
        var id = limit("key", 1, "minute", "");
        caller.get(ANY);
        var refused = caller.get(ANY);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.text("/error_code")).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(refused.text("/detail")).contains("1 requests in 60 s", "for this key");
        assertThat(refused.text("/reason")).isEqualTo("used_up");
        assertThat(refused.json().at("/violated_policies").toString()).isEqualTo("[\"" + id + "\"]");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElse(""))).isBetween(50, 61);
        assertThat(refused.header("X-RateLimit-Remaining")).hasValue("0");
    }

    @Test
    void explainsARefusalToWhoeverWasRefusedAndToThoseWhoMayReadLimits() {
        var id = limit("each_key", 1, "hour", "");
        caller.get(ANY);
        var request = caller.get(ANY).header("X-Request-Id").orElse("");
        var told = caller.get("/v1/refusals/" + request);
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        assertThat(told.text("/limit/rate_limit_id")).isEqualTo(id);
        assertThat(told.text("/limit/applies_to")).isEqualTo("each_key");
        assertThat(told.json().at("/limit/max_requests").asInt()).isEqualTo(1);
        assertThat(told.json().at("/limit/window_size").asInt()).isEqualTo(3600);
        assertThat(told.json().at("/used").asInt()).isEqualTo(1);
        assertThat(told.text("/key_id")).isEqualTo(key);
        assertThat(told.text("/route")).isEqualTo("GET /v1/accounts");
        assertThat(told.text("/reason")).isEqualTo("used_up");
        assertThat(told.text("/node")).startsWith("nod_");
        assertThat(owner.get("/v1/refusals/" + request).json()).isEqualTo(told.json());
        assertThat(platform.get("/v1/refusals/" + request).json()).isEqualTo(told.json());
        var sibling = holder(owner.post("/v1/keys", "{\"name\":\"other\",\"scopes\":[\"accounts:*\"]}"));
        var stranger = sluice.caller("live", "*:*");
        var test = sluice.caller("test", "rate-limits:*");
        for (var other : List.of(sibling, stranger, test)) {
            assertThat(other.get("/v1/refusals/" + request).status()).isEqualTo(404);
        }
        var forged = request.substring(0, request.length() - 2) + "AA";
        assertThat(caller.get("/v1/refusals/" + forged).status()).isEqualTo(404);
        assertThat(caller.get("/v1/refusals/req_none").status()).isEqualTo(404);
    }

    @Test
    void countsARequestInAllItsLimitsOrInNone() {
        limit("key", 2, "second", "");
        var hour = limit("key", 100, "hour", "");
        IntStream.range(0, 10).forEach(each -> caller.get(ANY));
        await().atMost(SOON).until(() -> caller.get(ANY).status() == 200);
        var standing = standing(hour);
        int admitted = standing.at("/used").asInt();
        assertThat(admitted).isLessThan(10);
        assertThat(standing.at("/remaining").asInt()).isEqualTo(100 - admitted);
    }

    @Test
    void countsTheTenantTogetherAndEachKeyForItself() {
        limit("tenant", 5, "minute", ",\"route\":\"GET /v1/accounts\"");
        limit("each_key", 3, "minute", ",\"route\":\"GET /v1/accounts\"");
        assertThat(statuses(4, caller, ANY)).containsExactly(200, 200, 200, 429);
        var other = holder(owner.post("/v1/keys", "{\"name\":\"other\",\"scopes\":[\"accounts:*\"]}"));
        assertThat(statuses(3, other, ANY)).containsExactly(200, 200, 429);
        var refused = other.get(ANY);
        assertThat(refused.text("/detail")).contains("for your tenant", "GET /v1/accounts");
    }

    @Test
    void limitsOneRouteOrAllBelowAPath() {
        limit("key", 1, "minute", ",\"route\":\"* /v1/accounts/**\"");
        assertThat(statuses(2, caller, ANY)).containsExactly(200, 429);
        assertThat(caller.get("/v1/accounts/1").status()).isEqualTo(429);
        assertThat(caller.get("/v1/commands?limit=1").status()).isEqualTo(403);
        assertThat(caller.get("/v1/accounts/by-username/nobody").status()).isEqualTo(429);
    }

    @Test
    void refusesNobodyInShadowMode() {
        var id = limit("key", 1, "minute", ",\"shadow\":true");
        assertThat(statuses(3, caller, ANY)).containsExactly(200, 200, 200);
        assertThat(caller.get(ANY).header("X-RateLimit-Limit")).isEmpty();
        var standing = standing(id);
        assertThat(standing.at("/shadow").asBoolean()).isTrue();
        assertThat(standing.at("/used").asInt()).isEqualTo(1);
        change(id, "{\"shadow\":false}");
        assertThat(caller.get(ANY).status()).isEqualTo(429);
        change(id, "{\"max_requests\":2}");
        assertThat(statuses(2, caller, ANY)).containsExactly(200, 429);
    }

    @Test
    void actsWithinASecondWhenItIsChangedAndKeepsWhatWasUsed() {
        var id = limit("key", 2, "minute", "");
        assertThat(statuses(3, caller, ANY)).containsExactly(200, 200, 429);
        change(id, "{\"max_requests\":4}");
        assertThat(statuses(3, caller, ANY)).containsExactly(200, 200, 429);
        change(id, "{\"max_requests\":1}");
        assertThat(caller.get(ANY).header("X-RateLimit-Limit")).hasValue("1");
        change(id, "{\"is_active\":false}");
        assertThat(caller.get(ANY).header("X-RateLimit-Limit")).isEmpty();
        change(id, "{\"is_active\":true,\"max_requests\":6}");
        assertThat(caller.get(ANY).header("X-RateLimit-Remaining")).hasValue("1");
        owner.send("DELETE", LIMITS + "/" + id, "");
        await().atMost(Duration.ofSeconds(1))
                .until(() -> caller.get(ANY).header("X-RateLimit-Limit").isEmpty());
    }

    private void change(String id, String fields) {
        var changed = owner.with("Content-Type", "application/json").send("PATCH", LIMITS + "/" + id, fields);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    @Test
    void showsOperatorsWhatEachNodeMayAdmit() {
        var id = limit("key", 10, "minute", "");
        statuses(3, caller, ANY);
        assertThat(standing(id).at("/used").asInt()).isEqualTo(3);
        assertThat(standing(id).at("/nodes").isNull()).isTrue();
        // Of a limit that is far from used up, nodes tell each other every second or two.
        await().atMost(Duration.ofSeconds(6)).untilAsserted(() -> {
            var nodes = one(platform.get("/v1/keys/" + key + "/limits"), id).at("/nodes");
            assertThat(nodes.size()).isEqualTo(1);
            assertThat(nodes.at("/0/admitted").asInt()).isEqualTo(3);
            assertThat(nodes.at("/0/held").asInt()).isPositive();
        });
        assertThat(sluice.caller("live", "*:*")
                        .get("/v1/keys/" + key + "/limits")
                        .status())
                .isEqualTo(404);
    }

    private JsonNode standing(String id) {
        return one(owner.get("/v1/keys/" + key + "/limits"), id);
    }

    private static JsonNode one(Answer answer, String id) {
        for (var limit : answer.json().at("/limits")) {
            if (limit.at("/rate_limit_id").asString("").equals(id)) return limit;
        }
        throw new AssertionError("there is no limit " + id + " in " + answer);
    }
}
