package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Roles: permissions under a name. */
class RolesTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();
    private final String name = Sluice.unique("role");

    @Test
    void isMadeReadChangedAndDeleted() {
        var made = make("\"accounts:read\"");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var path = "/v1/roles/" + made.text("/id");
        assertThat(admin.get(path).json()).isEqualTo(made.json());
        assertThat(admin.get("/v1/roles/" + made.json().at("/number").asInt()).json())
                .isEqualTo(made.json());
        assertThat(make("\"accounts:read\"").status()).isEqualTo(409);
        var changed = patch(path, "{\"description\":\"d\",\"permissions\":[\"accounts:*\",\"rules:read\"]}");
        assertThat(changed.json().at("/permissions").toString()).isEqualTo("[\"accounts:*\",\"rules:read\"]");
        assertThat(patch(path, "{\"description\":null}")
                        .json()
                        .at("/description")
                        .isNull())
                .isTrue();
        assertThat(admin.send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(patch(path, "{\"name\":\"x\"}").status()).isEqualTo(404);
    }

    @Test
    void someComeWithTheTenantAndStay() {
        var listed = admin.get("/v1/roles?sort=name&limit=500").toString();
        assertThat(listed).contains("\"admin\"", "\"integration\"", "\"read-only\"", "\"service-desk\"");
        assertThat(admin.get("/v1/roles/1").text("/name")).isEqualTo("admin");
        assertThat(patch("/v1/roles/1", "{\"name\":\"boss\"}").status()).isEqualTo(409);
        assertThat(admin.send("DELETE", "/v1/roles/1", "").status()).isEqualTo(409);
    }

    @Test
    void permitsNoMoreThanItsMakerHolds() {
        var maker = sluice.caller("live", "roles:*", "accounts:read");
        var more = maker.post("/v1/roles", body("\"accounts:read\",\"*:read\",\"keys:*\""));
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.json().at("/errors").size()).isEqualTo(2);
        assertThat(maker.post("/v1/roles", body("\"accounts:read\"")).status()).isEqualTo(201);
        assertThat(maker.with("Content-Type", "application/json")
                        .send("PATCH", "/v1/roles/" + idOf(name), "{\"permissions\":[\"accounts:write\"]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void isNotChangedByATestKey() {
        var test = sluice.caller("test", "roles:*", "accounts:read");
        assertThat(test.post("/v1/roles", body("\"accounts:read\"")).status()).isEqualTo(403);
        assertThat(test.get("/v1/roles/1").status()).isEqualTo(200);
    }

    /** A role that is changed works for the keys that have it, which stay as they are. */
    @Test
    void givesItsPermissionsToKeysThatHaveIt() {
        var role = make("\"accounts:read\"");
        var path = "/v1/roles/" + role.text("/id");
        var body = "{\"name\":\"with a role\",\"role_id\":\"" + role.text("/id") + "\"}";
        await().atMost(SOON).until(() -> admin.post("/v1/keys", body).status() == 201);
        var key = admin.post("/v1/keys", body);
        assertThat(key.text("/role_id")).as(key.toString()).isEqualTo(role.text("/id"));
        var holder = sluice.anonymous().with("X-API-Key", key.text("/key"));
        assertThat(holder.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(holder.get("/v1/rules").status()).isEqualTo(403);
        patch(path, "{\"permissions\":[\"rules:read\"]}");
        await().atMost(SOON).until(() -> holder.get("/v1/rules").status() == 200);
        assertThat(holder.get("/v1/accounts").status()).isEqualTo(403);
        assertThat(admin.send("DELETE", path, "").text("/error_code")).isEqualTo("CONFLICT");
        var cleared = patch("/v1/keys/" + key.text("/id"), "{\"role_id\":null,\"scopes\":[\"accounts:read\"]}");
        assertThat(cleared.json().at("/role_id").isNull())
                .as(cleared.toString())
                .isTrue();
        assertThat(holder.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(holder.get("/v1/rules").status()).isEqualTo(403);
    }

    /** Whoever cannot delete a role finds the keys that have it, and a key that is over holds it no longer. */
    @Test
    void isDeletedWhenAllKeysThatHaveItAreOver() {
        var role = make("\"accounts:read\"");
        var path = "/v1/roles/" + role.text("/id");
        var revoked = makeKey(role);
        var deleted = makeKey(role);
        var having = "/v1/keys?role_id=" + role.text("/id");
        assertThat(admin.get(having).json().at("/data").findValuesAsString("id"))
                .containsExactly(deleted.text("/id"), revoked.text("/id"));
        admin.send("POST", "/v1/keys/" + revoked.text("/id") + "/revoke", "");
        assertThat(admin.send("DELETE", path, "").text("/detail")).contains(deleted.text("/id"));
        admin.send("DELETE", "/v1/keys/" + deleted.text("/id"), "");
        assertThat(admin.send("DELETE", path, "").status()).isEqualTo(200);
        var left = admin.get("/v1/keys/" + deleted.text("/id"));
        assertThat(left.text("/status")).isEqualTo("deleted");
        assertThat(left.json().at("/role_id").isNull()).isTrue();
        assertThat(admin.get("/v1/keys?role_id=5").text("/detail")).startsWith("role_id must be the id of a role");
    }

    private Answer makeKey(Answer role) {
        var body = "{\"name\":\"has a role\",\"role_id\":\"" + role.text("/id") + "\"}";
        return await().atMost(SOON).until(() -> admin.post("/v1/keys", body), made -> made.status() == 201);
    }

    @Test
    void isGivenToAKeyByWhoHoldsAsMuch() {
        var maker = sluice.caller("live", "keys:*", "accounts:read");
        var more = maker.post(
                "/v1/keys",
                "{\"name\":\"x\",\"role_id\":\"" + admin.get("/v1/roles/1").text("/id") + "\"}");
        assertThat(more.text("/errors/0/pointer")).as(more.toString()).isEqualTo("/role_id");
        var unknown = maker.post("/v1/keys", "{\"name\":\"x\",\"role_id\":\"rol_1\"}");
        assertThat(unknown.text("/errors/0/pointer")).isEqualTo("/role_id");
    }

    private String idOf(String name) {
        for (var role : admin.get("/v1/roles?limit=500").json().at("/data")) {
            if (role.at("/name").asString().equals(name)) return role.at("/id").asString();
        }
        throw new AssertionError("there is no role " + name);
    }

    private Answer make(String permissions) {
        return admin.post("/v1/roles", body(permissions));
    }

    private String body(String permissions) {
        return "{\"name\":\"" + name + "\",\"permissions\":[" + permissions + "]}";
    }

    private Answer patch(String path, String body) {
        return admin.with("Content-Type", "application/json").send("PATCH", path, body);
    }
}
