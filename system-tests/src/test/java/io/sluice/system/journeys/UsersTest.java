package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who sees and changes whom. */
class UsersTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String PASSWORD = "correct horse battery";

    private final Sluice sluice = Sluice.shared();
    private final String slug = Sluice.unique("t");
    private final Api platform = sluice.admin();

    @Test
    void isMadeReadChangedAndDeleted() {
        var email = email("reseller");
        var made = platform.post("/v1/users", body(email, "reseller"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var path = "/v1/users/" + made.text("/id");
        assertThat(platform.get(path).json()).isEqualTo(made.json());
        assertThat(platform.post("/v1/users", body(email, "customer")).text("/error_code"))
                .isEqualTo("CONFLICT");
        assertThat(patch(platform, path, "{\"name\":\"Ada\"}").text("/name")).isEqualTo("Ada");
        assertThat(patch(platform.with("If-Match", "\"1\""), path, "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(412);
        assertThat(platform.send("DELETE", path, "").text("/status")).isEqualTo("deleted");
        assertThat(platform.get(path).status()).isEqualTo(404);
        await().atMost(SOON)
                .until(() -> patch(platform, path, "{\"name\":\"x\"}").status() == 404);
        assertThat(platform.post("/v1/users", body(email, "customer")).status()).isEqualTo(201);
    }

    /** The first admin of a tenant, its reseller, and a customer of its own see ever less. */
    @Test
    void eachSeesItsOwnAndNobodyElse() {
        assertThat(platform.post("/v1/tenants", "{\"name\":\"Acme\",\"slug\":\"" + slug + "\"}")
                        .status())
                .isEqualTo(201);
        var boss = email("boss");
        await().atMost(SOON)
                .until(() ->
                        platform.with("Sluice-Tenant", slug).get("/v1/users").status() == 200);
        assertThat(platform.with("Sluice-Tenant", slug)
                        .post("/v1/users", body(boss, "tenant_admin"))
                        .status())
                .isEqualTo(201);
        var admin = signIn(boss);
        var shop = admin.post("/v1/users", body(email("shop"), "reseller"));
        var rival = admin.post("/v1/users", body(email("rival"), "reseller"));
        var reseller = signIn(shop.text("/email"));
        var customer = reseller.post("/v1/users", body(email("eve"), "customer"));
        assertThat(customer.text("/parent_id")).as(customer.toString()).isEqualTo(shop.text("/id"));
        var sibling = admin.post(
                "/v1/users",
                body(email("sib"), "customer").replace("}", ",\"parent_id\":\"" + rival.text("/id") + "\"}"));
        assertThat(sibling.status()).as(sibling.toString()).isEqualTo(201);

        assertThat(count(admin)).isEqualTo(5);
        assertThat(count(reseller)).isEqualTo(2);
        var eve = signIn(customer.text("/email"));
        assertThat(count(eve)).isEqualTo(1);
        for (var hidden : new Answer[] {sibling, rival}) {
            var path = "/v1/users/" + hidden.text("/id");
            assertThat(reseller.get(path).status()).isEqualTo(404);
            assertThat(patch(reseller, path, "{\"name\":\"x\"}").status()).isEqualTo(404);
            assertThat(reseller.send("DELETE", path, "").status()).isEqualTo(404);
            assertThat(eve.get(path).status()).isEqualTo(404);
            assertThat(platform.get(path).status()).isEqualTo(404);
            assertThat(platform.with("Sluice-Tenant", slug).get(path).status()).isEqualTo(200);
        }
        assertThat(patch(eve, "/v1/users/me", "{\"name\":\"Eve\"}").text("/name"))
                .isEqualTo("Eve");
        assertThat(patch(eve, "/v1/users/me", "{\"status\":\"active\"}").status())
                .isEqualTo(422);
        assertThat(eve.get("/v1/accounts").status()).isEqualTo(403);
        assertThat(admin.send("DELETE", "/v1/users/" + shop.text("/id"), "").text("/error_code"))
                .isEqualTo("CONFLICT");
    }

    /** Whoever may change a password may sign in as its person, so nobody changes who may do more. */
    @Test
    void nobodyChangesWhoMayDoMore() {
        var boss = platform.post("/v1/users", body(email("boss"), "tenant_admin"));
        var clerk = sluice.caller("live", "people:*", "accounts:read");
        var path = "/v1/users/" + boss.text("/id");
        await().atMost(SOON)
                .until(() ->
                        patch(clerk, path, "{\"password\":\"another horse\"}").status() == 403);
        assertThat(clerk.send("DELETE", path, "").status()).isEqualTo(403);
        assertThat(clerk.post("/v1/users", body(email("x"), "tenant_admin")).status())
                .isEqualTo(422);
    }

    /** A role that is changed works for who has it, without a new token. */
    @Test
    void aRoleGivesAtOnceAndNoMoreThanItsGiverHolds() {
        var clerk = sluice.caller("live", "people:*", "roles:*", "accounts:read");
        var role = clerk.post(
                "/v1/roles", "{\"name\":\"" + Sluice.unique("role") + "\",\"permissions\":[\"accounts:read\"]}");
        assertThat(role.status()).as(role.toString()).isEqualTo(201);
        var path = "/v1/roles/" + role.text("/id");
        var email = email("staff");
        await().atMost(SOON)
                .until(() -> clerk.post("/v1/users", with(role, body(email, "staff")))
                                .status()
                        == 201);
        var staff = signIn("default", email);
        assertThat(staff.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(staff.get("/v1/rules").status()).isEqualTo(403);
        assertThat(clerk.send("DELETE", path, "").text("/error_code")).isEqualTo("CONFLICT");
        assertThat(patch(platform, path, "{\"permissions\":[\"rules:*\"]}").status())
                .isEqualTo(200);
        await().atMost(SOON).until(() -> staff.get("/v1/rules").status() == 200);
        assertThat(staff.get("/v1/accounts").status()).isEqualTo(403);
        assertThat(clerk.post("/v1/users", with(role, body(email("x"), "staff")))
                        .text("/errors/0/pointer"))
                .isEqualTo("/role_ids");
        assertThat(platform.post("/v1/users", with(role, body(email("x"), "customer")))
                        .text("/errors/0/pointer"))
                .isEqualTo("/role_ids");
    }

    /** Keys of the platform's tenant work in all tenants; whoever administers that one alone comes by none of them. */
    @Test
    void anAdminOfThePlatformsTenantOpensNoOtherTenant() {
        var email = email("boss");
        assertThat(platform.post("/v1/users", body(email, "tenant_admin")).status())
                .isEqualTo(201);
        var boss = signIn("default", email);
        assertThat(boss.with("Sluice-Tenant", slug).get("/v1/keys").status()).isEqualTo(403);
        assertThat(boss.post("/v1/keys", "{\"name\":\"all\",\"scopes\":[\"*:*\"]}")
                        .text("/errors/0/pointer"))
                .isEqualTo("/scopes");
        assertThat(boss.post("/v1/roles", "{\"name\":\"all\",\"permissions\":[\"tenants:*\"]}")
                        .text("/errors/0/pointer"))
                .isEqualTo("/permissions");
        var everything = platform.get("/v1/roles?limit=500").json().at("/data").findParents("builtin").stream()
                .filter(role -> role.at("/name").asString().equals("admin"))
                .findFirst()
                .orElseThrow();
        var role = everything.at("/id").asString();
        assertThat(boss.post("/v1/keys", "{\"name\":\"all\",\"role_id\":\"" + role + "\"}")
                        .text("/errors/0/pointer"))
                .isEqualTo("/role_id");
        var key = platform.post("/v1/keys", "{\"name\":\"all\",\"scopes\":[\"*:*\"]}");
        for (var action : new String[] {"rotate", "regenerate", "activate"}) {
            var refused = boss.post("/v1/keys/" + key.text("/id") + "/" + action, "{}");
            assertThat(refused.text("/error_code")).as(refused.toString()).isEqualTo("PERMISSION_DENIED");
        }
        assertThat(boss.post("/v1/keys", "{\"name\":\"own\",\"scopes\":[\"accounts:*\",\"keys:*\"]}")
                        .status())
                .isEqualTo(201);
    }

    private static String with(Answer role, String body) {
        return body.replace("}", ",\"role_ids\":[\"" + role.text("/id") + "\"]}");
    }

    private String email(String name) {
        return Sluice.unique(name) + "@example.com";
    }

    private static String body(String email, String kind) {
        return "{\"email\":\"%s\",\"password\":\"%s\",\"kind\":\"%s\"}".formatted(email, PASSWORD, kind);
    }

    private static int count(Api caller) {
        return caller.get("/v1/users").json().at("/data").size();
    }

    private Api signIn(String email) {
        return signIn(slug, email);
    }

    private Api signIn(String tenant, String email) {
        var tokens = sluice.anonymous()
                .post(
                        "/v1/auth/token",
                        "{\"tenant\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(tenant, email, PASSWORD));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return sluice.anonymous().with("Authorization", "Bearer " + tokens.text("/access_token"));
    }

    private static Answer patch(Api caller, String path, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", path, body);
    }
}
