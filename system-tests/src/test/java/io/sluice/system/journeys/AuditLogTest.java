package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who administered what: one entry for each change, for good. */
class AuditLogTest {
    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();

    @Test
    void tellsWhoChangedWhatFromWhereAndWhatItWasBefore() {
        var role = makeRole();
        admin.with("Content-Type", "application/json")
                .send("PATCH", "/v1/roles/" + role.text("/id"), "{\"permissions\":[\"rules:read\"]}");
        admin.send("DELETE", "/v1/roles/" + role.text("/id"), "");
        var entries = entries("resource_id=" + role.text("/id"));
        assertThat(entries.findValuesAsString("type")).containsExactly("role.delete", "role.update", "role.create");
        var update = entries.get(1);
        assertThat(update.at("/principal").asString()).startsWith("key_");
        assertThat(update.at("/address").asString()).isEqualTo("127.0.0.1");
        assertThat(update.at("/before/permissions").toString()).isEqualTo("[\"accounts:read\"]");
        assertThat(update.at("/after/permissions").toString()).isEqualTo("[\"rules:read\"]");
        assertThat(entries.get(2).at("/before").isNull()).isTrue();
    }

    /** The role came with the tenant, and no entry tells of its making. */
    @Test
    void tellsWhatWasRefusedAndHowThingsStood() {
        var role = admin.get("/v1/roles?limit=500").json().at("/data").findParents("builtin").stream()
                .filter(one -> one.at("/builtin").asBoolean())
                .findFirst()
                .orElseThrow();
        var id = role.at("/id").asString();
        var refused =
                admin.with("Content-Type", "application/json").send("PATCH", "/v1/roles/" + id, "{\"name\":\"mine\"}");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        var entry = entries("resource_id=" + id).get(0);
        assertThat(entry.at("/type").asString()).isEqualTo("role.update");
        assertThat(entry.at("/error_code").asString()).isEqualTo("CONFLICT");
        assertThat(entry.at("/before/name")).isEqualTo(role.at("/name"));
        assertThat(entry.at("/after").isNull()).isTrue();
    }

    @Test
    void isNarrowedByWhoAndWhat() {
        var key = admin.post("/v1/keys", "{\"name\":\"auditor\",\"scopes\":[\"roles:*\",\"accounts:read\"]}");
        var auditor = sluice.anonymous().with("X-API-Key", key.text("/key"));
        var role = makeRole(auditor);
        assertThat(entries("principal=" + key.text("/id")).findValuesAsString("resource_id"))
                .containsExactly(role.text("/id"));
        assertThat(entries("type=key.create&resource_id=" + key.text("/id")).size())
                .isEqualTo(1);
        assertThat(entries("since=2100-01-01T00:00:00Z").size()).isZero();
        assertThat(auditor.get("/v1/audit-log").status()).isEqualTo(403);
    }

    @Test
    void showsNoSecretAndNoHashOfOne() {
        var key = admin.post("/v1/keys", "{\"name\":\"secret\",\"scopes\":[\"accounts:read\"]}");
        var email = Sluice.unique("audited") + "@example.com";
        var user = admin.post("/v1/users", "{\"email\":\"" + email + "\",\"password\":\"correct horse battery\"}");
        for (var id : new String[] {key.text("/id"), user.text("/id")}) {
            var entries = entries("resource_id=" + id);
            assertThat(entries.size()).isEqualTo(1);
            assertThat(entries.toString()).doesNotContain("correct horse", "argon2", "hash", key.text("/key"));
        }
    }

    /** Whoever has the password of the worker can add to it, and can change nothing of it. */
    @Test
    void isNeverChanged() {
        makeRole();
        for (var statement : new String[] {"UPDATE core.audit SET principal = ''", "DELETE FROM core.audit"}) {
            assertThatThrownBy(() -> sluice.database().sql(statement).update())
                    .hasMessageContaining("rows of audit stay as they are");
        }
    }

    private Answer makeRole() {
        return makeRole(admin);
    }

    private static Answer makeRole(Api caller) {
        var name = Sluice.unique("role");
        var made = caller.post("/v1/roles", "{\"name\":\"" + name + "\",\"permissions\":[\"accounts:read\"]}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private JsonNode entries(String query) {
        var listed = admin.get("/v1/audit-log?" + query);
        assertThat(listed.status()).as(listed.toString()).isEqualTo(200);
        return listed.json().at("/data");
    }
}
