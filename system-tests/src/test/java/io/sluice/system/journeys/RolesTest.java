package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;

/** Roles: permissions under a name. */
class RolesTest {
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
