package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each list is checked against keys that share a name and an integration which no other test uses. */
class ListKeysTest {
    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();
    private final String mine = Sluice.unique("list");

    @Test
    void isNarrowedByStatusEnvironmentAndStyleAndByWhomItBelongsTo() {
        var live = make("a", "\"customer_id\":\"" + mine + "\"");
        var test = make("b", "\"environment\":\"test\",\"style\":\"vps\",\"reseller_id\":\"" + mine + "\"");
        var inactive = make("c", "\"style\":\"pak\"");
        var deleted = make("d", "\"style\":\"pak\"");
        admin.send("POST", "/v1/keys/" + inactive.text("/id") + "/deactivate", "");
        admin.send("DELETE", "/v1/keys/" + deleted.text("/id"), "");
        assertThat(list("")).isEqualTo(ids(inactive, test, live));
        assertThat(list("&sort=number")).isEqualTo(ids(live, test, inactive));
        assertThat(list("&status=active")).isEqualTo(ids(test, live));
        assertThat(list("&status=inactive&style=pak")).isEqualTo(ids(inactive));
        assertThat(list("&status=deleted")).isEqualTo(ids(deleted));
        assertThat(list("&environment=test")).isEqualTo(ids(test));
        assertThat(list("&style=xpanel")).isEmpty();
        assertThat(page("customer_id=" + mine)).isEqualTo(ids(live));
        assertThat(page("reseller_id=" + mine + "&status=active")).isEqualTo(ids(test));
        assertThat(page("name=" + mine + "-b")).isEqualTo(ids(test));
    }

    /** What a test key reaches is for tests; that there are live keys, and what they may do, is not. */
    @Test
    void showsATestKeyThoseForTestsAlone() {
        var live = make("a", "\"customer_id\":\"" + mine + "\"");
        var test = make("b", "\"environment\":\"test\",\"customer_id\":\"" + mine + "\"");
        var tester = sluice.caller("test", "keys:*", "accounts:read");
        for (var query : new String[] {
            "integration=" + mine,
            "customer_id=" + mine,
            "name_prefix=" + mine,
            "sort=created_at",
            "scope=accounts:read"
        }) {
            assertThat(tester.get("/v1/keys?limit=500&" + query)
                            .json()
                            .at("/data")
                            .findValuesAsString("id"))
                    .as(query)
                    .contains(test.text("/id"))
                    .doesNotContain(live.text("/id"));
        }
        assertThat(tester.get("/v1/keys?environment=live").json().at("/data").size())
                .isZero();
        assertThat(tester.get("/v1/keys/" + test.text("/id")).status()).isEqualTo(200);
        assertThat(tester.get("/v1/keys/" + live.text("/id")).status()).isEqualTo(404);
        var poor = sluice.caller("test", "keys:*");
        for (var action : new String[] {"regenerate", "activate"}) {
            assertThat(poor.send("POST", "/v1/keys/" + live.text("/id") + "/" + action, "")
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name, abc",
        "-name, cba",
        "created_at, abc",
        "-created_at, cba",
        "number, abc",
        "-number, cba",
        "expires_at, bca",
        "-expires_at, acb"
    })
    void isSortedAndPaged(String sort, String order) {
        var soon = Instant.now().plusSeconds(3600);
        var a = make("a", "");
        var b = make("b", "\"expires_at\":\"" + soon + "\"");
        var c = make("c", "\"expires_at\":\"" + soon.plusSeconds(60) + "\"");
        var expected = new ArrayList<String>();
        order.chars().forEach(letter -> expected.add((letter == 'a' ? a : letter == 'b' ? b : c).text("/id")));
        // The sorts that no filter by integration goes with are read as a whole, and ours picked out.
        var filter = sort.endsWith("number") ? "&integration=" + mine : sort.endsWith("name") ? nameFilter() : "";
        var listed = new ArrayList<String>();
        var cursor = "";
        do {
            var page = admin.get("/v1/keys?limit=" + (filter.isEmpty() ? 500 : 2) + "&sort=" + sort + filter + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            listed.addAll(shown(page));
            cursor = "&cursor=" + page.text("/next_cursor");
        } while (!cursor.equals("&cursor="));
        listed.retainAll(expected);
        assertThat(listed).isEqualTo(expected);
    }

    @Test
    void findsAnExpiredKeyUnderThatStatusWithinSeconds() {
        var made = make("a", "\"expires_at\":\"" + Instant.now().plusSeconds(2) + "\"");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> list("&status=expired").equals(ids(made)));
        assertThat(list("&status=active")).isEmpty();
        assertThat(admin.get("/v1/keys/" + made.text("/id"))
                        .json()
                        .at("/version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatNoIndexHolds() {
        assertThat(admin.get("/v1/keys?status=active&sort=name").text("/detail"))
                .isEqualTo("status goes with sort=number or sort=created_at or sort=expires_at, and this list is"
                        + " sorted by name; leave one of them out.");
        assertThat(admin.get("/v1/keys?integration=a&customer_id=b").text("/detail"))
                .isEqualTo("integration and customer_id do not go together; leave all but one of them out.");
        assertThat(admin.get("/v1/keys?scope=accounts:read&customer_id=a").text("/detail"))
                .isEqualTo("customer_id and scope do not go together; leave all but one of them out.");
        assertThat(admin.get("/v1/keys?scope=accounts:read&sort=name").status()).isEqualTo(400);
        assertThat(admin.get("/v1/keys?scope=everything").text("/detail")).startsWith("scope must be resource:action");
    }

    /** In a tenant of its own, because all others hold keys with these scopes. */
    @Test
    void isNarrowedByWhatAKeyMayDoInWhateverTenant() {
        var tenant = admin.post("/v1/tenants", "{\"name\":\"Lists\",\"slug\":\"" + slug() + "\"}");
        var there = admin.with("Sluice-Tenant", tenant.text("/id"));
        var reads = make(there, "accounts:read");
        var both = make(there, "accounts:*\",\"*:read");
        var older = make(there, "users:write\",\"rules:read");
        var desk = make(there, "tasks.add_task");
        var scoped = "tenant=" + tenant.text("/id") + "&scope=";
        assertThat(page(scoped + "accounts:read")).isEqualTo(ids(both, reads));
        assertThat(page(scoped + "accounts:read&sort=number&limit=1")).isEqualTo(ids(reads));
        assertThat(page(scoped + "accounts:write")).isEqualTo(ids(older, both));
        assertThat(page(scoped + "rules:read")).isEqualTo(ids(older, both));
        assertThat(page(scoped + "tasks:add")).isEqualTo(ids(desk));
        assertThat(page(scoped + "*:*")).isEmpty();
        there.send("POST", "/v1/keys/" + both.text("/id") + "/revoke", "");
        there.with("Content-Type", "application/json")
                .send("PATCH", "/v1/keys/" + reads.text("/id"), "{\"scopes\":[\"rules:read\"]}");
        assertThat(page(scoped + "accounts:read")).isEqualTo(ids(both));
        assertThat(page(scoped + "accounts:read&status=active")).isEmpty();
        assertThat(page(scoped + "rules:read&status=active")).isEqualTo(ids(older, reads));
        assertThat(page("tenant=" + tenant.text("/slug"))).hasSize(4);
        assertThat(there.get("/v1/keys?tenant=no-such-tenant").status()).isEqualTo(404);
        var other = sluice.caller("live", "keys:read");
        assertThat(other.get("/v1/keys?tenant=" + tenant.text("/id")).status()).isEqualTo(403);
    }

    private static String slug() {
        return "lists-" + UUID.randomUUID();
    }

    private static Answer make(Api caller, String scopes) {
        var made = caller.post("/v1/keys", "{\"name\":\"scoped\",\"scopes\":[\"" + scopes + "\"]}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private String nameFilter() {
        return "&name_prefix=" + mine;
    }

    private List<String> list(String more) {
        return page("integration=" + mine + more);
    }

    private List<String> page(String query) {
        var page = admin.get("/v1/keys?" + query);
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        return shown(page);
    }

    private static List<String> shown(Answer page) {
        return StreamSupport.stream(page.json().at("/data").spliterator(), false)
                .map(key -> key.at("/id").asString())
                .toList();
    }

    private static List<String> ids(Answer first, Answer... more) {
        var ids = new ArrayList<>(List.of(first.text("/id")));
        for (var one : more) ids.add(one.text("/id"));
        return ids;
    }

    private Answer make(String name, String fields) {
        var made = admin.post(
                "/v1/keys",
                "{\"name\":\"%s-%s\",\"integration\":\"%s\",\"scopes\":[\"accounts:read\"]%s}"
                        .formatted(mine, name, mine, fields.isEmpty() ? "" : "," + fields));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }
}
