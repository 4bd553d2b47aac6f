package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rate limits are made and kept, each time in a tenant of its own: one that is made here limits nobody else. */
class RateLimitsTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String LIMITS = "/v1/rate-limits";
    private static final String EACH = "\"applies_to\":\"each_key\",\"max_requests\":600,\"window_size\":\"minute\"";

    private final Sluice sluice = Sluice.shared();
    private final String slug = Sluice.unique("t");
    private final Api platform = sluice.admin().with("Sluice-Tenant", slug);
    private Api owner = platform;

    @BeforeEach
    void makeTheTenant() {
        sluice.admin().post("/v1/tenants", "{\"name\":\"Acme\",\"slug\":\"" + slug + "\"}");
        await().atMost(SOON).until(() -> platform.get("/v1/roles").status() == 200);
        owner = holder("{\"name\":\"owner\",\"scopes\":[\"*:*\"]}");
    }

    private Api holder(String key) {
        var made = platform.post("/v1/keys", key);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return sluice.anonymous().with("X-API-Key", made.text("/key"));
    }

    @Test
    void isMadeReadChangedAndDeleted() {
        var made = owner.post(LIMITS, "{" + EACH + ",\"route\":\"GET /v1/accounts/{id}\",\"description\":\"d\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("/id")).startsWith("lim_");
        assertThat(made.text("/route")).isEqualTo("GET /v1/accounts/{account}");
        assertThat(made.json().at("/window_size").asInt()).isEqualTo(60);
        assertThat(made.json().at("/is_active").asBoolean()).isTrue();
        assertThat(made.json().at("/by_platform").asBoolean()).isFalse();
        var path = LIMITS + "/" + made.text("/id");
        assertThat(made.header("Location")).hasValue(path);
        var read = owner.get(path);
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.header("ETag")).hasValue("\"1\"");
        assertThat(owner.get(LIMITS + "/" + made.json().at("/number").asInt()).json())
                .isEqualTo(made.json());
        var changed = patch(owner, path, "{\"max_requests\":5,\"window_size\":7,\"shadow\":true,\"description\":null}");
        assertThat(changed.json().at("/max_requests").asInt()).isEqualTo(5);
        assertThat(changed.json().at("/window_size").asInt()).isEqualTo(7);
        assertThat(changed.json().at("/shadow").asBoolean()).isTrue();
        assertThat(changed.json().at("/description").isNull()).isTrue();
        assertThat(changed.text("/route")).isEqualTo("GET /v1/accounts/{account}");
        assertThat(owner.get(path).json()).isEqualTo(changed.json());
        assertThat(owner.send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(owner.get(path).status()).isEqualTo(404);
        assertThat(patch(owner, path, "{\"shadow\":false}").status()).isEqualTo(404);
    }

    @Test
    void isOfTheEnvironmentOfItsMaker() {
        var test = holder("{\"name\":\"test\",\"environment\":\"test\",\"scopes\":[\"rate-limits:*\"]}");
        var made = test.post(LIMITS, "{" + EACH + "}");
        assertThat(made.text("/environment")).isEqualTo("test");
        var path = LIMITS + "/" + made.text("/id");
        assertThat(test.get(path).status()).isEqualTo(200);
        assertThat(owner.get(path).status()).isEqualTo(404);
        assertThat(patch(owner, path, "{\"shadow\":true}").status()).isEqualTo(404);
    }

    @Test
    void isForOneKeyOfTheSameTenantAndEnvironment() {
        var key = owner.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"accounts:read\"]}");
        var made = owner.post(LIMITS, ofKey(key.text("/id")));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("/key_id")).isEqualTo(key.text("/id"));
        var test = owner.post("/v1/keys", "{\"name\":\"t\",\"environment\":\"test\",\"scopes\":[\"accounts:read\"]}");
        var elsewhere = sluice.admin().post("/v1/keys", "{\"name\":\"e\",\"scopes\":[\"accounts:read\"]}");
        for (var other : List.of(test, elsewhere)) {
            var refused = owner.post(LIMITS, ofKey(other.text("/id")));
            assertThat(refused.status()).as(refused.toString()).isEqualTo(404);
            assertThat(refused.text("/detail")).contains(other.text("/id"), "GET /v1/keys");
        }
    }

    @Test
    void isChangedByWhoHasReadItLast() {
        var path = LIMITS + "/" + owner.post(LIMITS, "{" + EACH + "}").text("/id");
        var first = owner.with("If-Match", "\"1\"");
        assertThat(patch(first, path, "{\"max_requests\":601}").status()).isEqualTo(200);
        assertThat(patch(first, path, "{\"max_requests\":602}").status()).isEqualTo(412);
        assertThat(first.send("DELETE", path, "").status()).isEqualTo(412);
        assertThat(owner.with("If-Match", "\"2\"").send("DELETE", path, "").status())
                .isEqualTo(200);
    }

    @Test
    void keepsWhatItAppliesTo() {
        var path = LIMITS + "/" + owner.post(LIMITS, "{" + EACH + "}").text("/id");
        var refused = patch(owner, path, "{\"applies_to\":\"tenant\",\"route\":null}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().findValuesAsString("pointer")).containsExactly("/applies_to", "/route");
        assertThat(refused.text("/errors/0/detail")).startsWith("cannot be changed; ");
    }

    @Test
    void isForRoutesThatThereAre() {
        var refused = owner.post(LIMITS, "{" + EACH + ",\"route\":\"GET /v1/accounts/acc_1\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/detail")).endsWith("for this one say /v1/accounts/{account}");
        assertThat(owner.post(LIMITS, "{" + EACH + ",\"route\":\"* /v1/keys/**\"}")
                        .text("/route"))
                .isEqualTo("* /v1/keys/**");
        assertThat(owner.post(LIMITS, "{" + EACH + ",\"route\":\"POST /v1/auth/token\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void needsItsScopes() {
        var reader = holder("{\"name\":\"r\",\"scopes\":[\"rate-limits:read\"]}");
        assertThat(reader.get(LIMITS).status()).isEqualTo(200);
        assertThat(reader.post(LIMITS, "{" + EACH + "}").status()).isEqualTo(403);
        var writer = holder("{\"name\":\"w\",\"scopes\":[\"rate-limits:write\"]}");
        var path = LIMITS + "/" + writer.post(LIMITS, "{" + EACH + "}").text("/id");
        assertThat(writer.get(path).status()).isEqualTo(403);
        assertThat(writer.send("DELETE", path, "").status()).isEqualTo(403);
        assertThat(owner.get("/v1/scopes?resource=rate-limits").json().findValuesAsString("scope"))
                .containsExactly("rate-limits:delete", "rate-limits:read", "rate-limits:write");
    }

    /** What the platform has set for a tenant is seen there, and stays. */
    @Test
    void isLeftToThePlatformWhichMadeIt() {
        var made = platform.post(LIMITS, "{\"applies_to\":\"tenant\",\"max_requests\":60000,\"window_size\":60}");
        assertThat(made.json().at("/by_platform").asBoolean())
                .as(made.toString())
                .isTrue();
        var path = LIMITS + "/" + made.text("/id");
        assertThat(owner.get(path).json()).isEqualTo(made.json());
        var refused = patch(owner, path, "{\"is_active\":false}");
        assertThat(refused.text("/error_code")).as(refused.toString()).isEqualTo("PERMISSION_DENIED");
        assertThat(refused.text("/detail")).contains("run the platform");
        assertThat(owner.send("DELETE", path, "").status()).isEqualTo(403);
        assertThat(patch(platform, path, "{\"is_active\":false}").status()).isEqualTo(200);
        assertThat(platform.send("DELETE", path, "").status()).isEqualTo(200);
        var own = owner.post(LIMITS, "{" + EACH + "}");
        assertThat(patch(platform, LIMITS + "/" + own.text("/id"), "{\"shadow\":true}")
                        .status())
                .isEqualTo(200);
    }

    /** There is a bound, and what a tenant makes leaves the platform its own. */
    @Test
    void isOneOfAHundredOfItsTenant() {
        for (int made = 0; made < 100; made++) {
            var kind = made % 2 == 0 ? "tenant" : "each_key";
            assertThat(owner.post(LIMITS, "{" + EACH.replace("each_key", kind) + "}")
                            .status())
                    .isEqualTo(201);
        }
        var refused = owner.post(LIMITS, "{" + EACH + "}");
        assertThat(refused.text("/error_code")).as(refused.toString()).isEqualTo("CONFLICT");
        assertThat(refused.text("/detail")).contains("100").contains("delete one");
        assertThat(platform.post(LIMITS, "{" + EACH + "}").status()).isEqualTo(201);
        var test = holder("{\"name\":\"test\",\"environment\":\"test\",\"scopes\":[\"rate-limits:*\"]}");
        assertThat(test.post(LIMITS, "{" + EACH + "}").status()).isEqualTo(201);
        var last = owner.get(LIMITS + "?applies_to=tenant&limit=1").text("/data/0/id");
        assertThat(owner.send("DELETE", LIMITS + "/" + last, "").status()).isEqualTo(200);
        assertThat(owner.post(LIMITS, "{" + EACH + "}").status()).isEqualTo(201);
    }

    @Test
    void isOneOfTwentyOfItsKey() {
        var key = owner.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"accounts:read\"]}")
                .text("/id");
        for (int made = 0; made < 20; made++) {
            assertThat(owner.post(LIMITS, ofKey(key)).status()).isEqualTo(201);
        }
        var refused = owner.post(LIMITS, ofKey(key));
        assertThat(refused.text("/error_code")).as(refused.toString()).isEqualTo("CONFLICT");
        assertThat(refused.text("/detail")).startsWith("This key has 20 rate limits");
    }

    /** Nodes read each version of it, and that it is gone. */
    @Test
    void isToldToEveryNode() {
        var id = owner.post(LIMITS, "{" + EACH + ",\"route\":\"* /v1/accounts/**\"}")
                .text("/id");
        patch(owner, LIMITS + "/" + id, "{\"shadow\":true}");
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            var told = kafka.read(Topics.RATE_LIMIT_STATE, id);
            assertThat(told).extracting(limit -> limit.getVersion()).containsExactly(1L, 2L);
            assertThat(told.getLast().getRoute()).isEqualTo("* /v1/accounts/**");
            assertThat(told.getLast().getWindowSize()).isEqualTo(60);
            assertThat(told.getLast().getShadow()).isTrue();
            owner.send("DELETE", LIMITS + "/" + id, "");
            assertThat(isGone(kafka, id)).isTrue();
        }
    }

    @Test
    void goesWithItsKey() {
        var key = owner.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"accounts:read\"]}")
                .text("/id");
        var id = owner.post(LIMITS, ofKey(key)).text("/id");
        owner.send("POST", "/v1/keys/" + key + "/revoke", "");
        assertThat(owner.get(LIMITS + "/" + id).status()).isEqualTo(200);
        owner.send("DELETE", "/v1/keys/" + key, "");
        assertThat(owner.get(LIMITS + "/" + id).status()).isEqualTo(404);
        assertThat(owner.get(LIMITS + "?key_id=" + key).json().at("/data").size())
                .isZero();
        assertThat(owner.post(LIMITS, ofKey(key)).status()).isEqualTo(404);
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            assertThat(isGone(kafka, id)).isTrue();
        }
    }

    /** A worker that is killed before it has told may have deleted them already. */
    @Test
    void isToldToBeGoneAsOftenAsItsKeyIs() {
        var key = owner.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"accounts:read\"]}")
                .text("/id");
        var id = owner.post(LIMITS, ofKey(key)).text("/id");
        owner.send("DELETE", "/v1/keys/" + key, "");
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            var delete = kafka.read(Topics.ADMIN_COMMANDS, key).getLast();
            kafka.publish(Topics.ADMIN_COMMANDS, delete.getHeader(), delete);
            await().atMost(SOON)
                    .until(() -> kafka.records(Topics.RATE_LIMIT_STATE.name()).stream()
                                    .filter(record -> id.equals(record.key()) && record.value() == null)
                                    .count()
                            == 2);
        }
    }

    private static boolean isGone(Kafka kafka, String id) {
        return kafka.records(Topics.RATE_LIMIT_STATE.name()).stream()
                .filter(record -> id.equals(record.key()))
                .reduce((_, last) -> last)
                .map(last -> last.value() == null)
                .orElse(false);
    }

    @Test
    void isToldInTheAuditLog() {
        var id = owner.post(LIMITS, "{" + EACH + "}").text("/id");
        patch(owner, LIMITS + "/" + id, "{\"max_requests\":700}");
        owner.send("DELETE", LIMITS + "/" + id, "");
        var entries = owner.get("/v1/audit-log?resource_id=" + id).json().at("/data");
        assertThat(entries.findValuesAsString("type"))
                .containsExactly("rate-limit.delete", "rate-limit.update", "rate-limit.create");
        assertThat(entries.at("/1/before/max_requests").asInt()).isEqualTo(600);
        assertThat(entries.at("/1/after/max_requests").asInt()).isEqualTo(700);
        assertThat(entries.at("/0/before/id").asString()).isEqualTo(id);
    }

    @Test
    void isFoundByWhatItIs() {
        var key = owner.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"accounts:read\"]}")
                .text("/id");
        var one = owner.post(LIMITS, ofKey(key)).text("/id");
        var two = owner.post(LIMITS, "{" + EACH + ",\"route\":\"POST /v1/accounts\"}")
                .text("/id");
        var three = owner.post(LIMITS, "{" + EACH + ",\"is_active\":false}").text("/id");
        assertThat(ids("")).containsExactly(three, two, one);
        assertThat(ids("?sort=number")).containsExactly(one, two, three);
        assertThat(ids("?sort=-created_at")).containsExactly(three, two, one);
        assertThat(ids("?applies_to=each_key")).containsExactly(three, two);
        assertThat(ids("?key_id=" + key)).containsExactly(one);
        assertThat(ids("?route=POST%20/v1/accounts")).containsExactly(two);
        assertThat(ids("?is_active=false")).containsExactly(three);
        assertThat(ids("?is_active=true&applies_to=each_key")).containsExactly(two);
        var page = owner.get(LIMITS + "?limit=2");
        assertThat(page.json().at("/data").findValuesAsString("id")).containsExactly(three, two);
        assertThat(ids("?limit=2&cursor=" + page.text("/next_cursor"))).containsExactly(one);
        assertThat(owner.get(LIMITS + "?route=/v1/accounts").text("/detail")).startsWith("route must be a method or *");
        assertThat(owner.get(LIMITS + "?is_active=yes").status()).isEqualTo(400);
    }

    private List<String> ids(String query) {
        var answer = owner.get(LIMITS + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().at("/data").findValuesAsString("id");
    }

    private static String ofKey(String key) {
        return "{" + EACH.replace("\"each_key\"", "\"key\",\"key_id\":\"" + key + "\"") + "}";
    }

    private static Answer patch(Api caller, String path, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", path, body);
    }
}
