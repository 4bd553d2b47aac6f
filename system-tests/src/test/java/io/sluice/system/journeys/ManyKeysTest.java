package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.KeySecret;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is done to many keys by one request, and keys that come from another system. */
class ManyKeysTest {
    private static final String NOBODY = "key_00000000000000000000000009";

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();

    @Test
    void eachHasAnOutcomeOfItsOwnInTheOrderOfTheRequest() {
        var first = make("accounts:read");
        var second = make("accounts:read");
        admin.send("POST", "/v1/keys/" + second.text("/id") + "/revoke", "");
        var answer = admin.post("/v1/keys/deactivate", ids(NOBODY, first.text("/id"), second.text("/id")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(shown(answer, "status")).containsExactly("failed", "succeeded", "failed");
        assertThat(answer.json().findValuesAsString("error_code")).containsExactly("NOT_FOUND", "CONFLICT");
        assertThat(answer.text("/data/1/key/status")).isEqualTo("inactive");
        assertThat(admin.get("/v1/commands/" + answer.text("/data/1/command_id"))
                        .text("/type"))
                .isEqualTo("key.deactivate");
        assertThat(holder(first).get("/v1/scopes").text("/error_code")).isEqualTo("API_KEY_INACTIVE");
        assertThat(shown(admin.post("/v1/keys/activate", ids(first.text("/id"))), "status"))
                .containsExactly("succeeded");
        assertThat(holder(first).get("/v1/scopes").status()).isEqualTo(200);
    }

    @Test
    void theKeyThatAsksIsLeftAsItIs() {
        var made = make("keys:*");
        var other = make("keys:read");
        var answer = holder(made).post("/v1/keys/revoke", ids(made.text("/id"), other.text("/id")));
        assertThat(shown(answer, "status")).containsExactly("failed", "succeeded");
        assertThat(answer.text("/data/0/error/detail")).startsWith("This is the key that asks");
        assertThat(holder(made).get("/v1/keys").status()).isEqualTo(200);
    }

    @Test
    void onlyThoseAreActivatedWhoseScopesTheAskingKeyHolds() {
        var less = holder(make("keys:*"));
        var stronger = make("accounts:read");
        var equal = make("keys:read");
        var ids = ids(stronger.text("/id"), equal.text("/id"));
        admin.post("/v1/keys/deactivate", ids);
        var answer = less.post("/v1/keys/activate", ids);
        assertThat(shown(answer, "status")).containsExactly("failed", "succeeded");
        assertThat(answer.text("/data/0/error/error_code")).isEqualTo("PERMISSION_DENIED");
    }

    @Test
    void aRepetitionNamesTheSameCommandsAndAnotherRequestIsRefused() {
        var key = make("accounts:read").text("/id");
        var other = make("accounts:read").text("/id");
        var caller = admin.under(Sluice.unique("many"));
        var one = caller.post("/v1/keys/deactivate", ids(key));
        var again = caller.post("/v1/keys/deactivate", ids(key));
        assertThat(again.text("/data/0/command_id")).isEqualTo(one.text("/data/0/command_id"));
        var another = caller.post("/v1/keys/deactivate", ids(key, other));
        assertThat(another.toString()).contains("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void fiveHundredAreRevokedByOneRequest() {
        var imported = importMany(500, Sluice.unique("many"));
        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
        var ids = shown(imported, "id").toArray(String[]::new);
        var revoked = admin.waiting().post("/v1/keys/revoke", ids(ids));
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(200);
        assertThat(shown(revoked, "status")).hasSize(500).containsOnly("succeeded");
    }

    @Test
    void importedSecretsOfAnyFormWorkAndAKnownOneIsAConflictOfItsOwn() {
        var old = Sluice.unique("pak_an-old_secret.of~43+characters");
        var own = make("accounts:read");
        var answer = admin.post("/v1/keys/import", """
                {"keys": [{"key_hash": "%s", "prefix": "pak_an-old", "name": "old", "scopes": ["accounts:read"]},
                          {"key_hash": "%s", "prefix": "sk_live_", "name": "known", "scopes": ["accounts:read"]}]}
                """.formatted(hash(old), hash(own.text("/key"))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(shown(answer, "status")).containsExactly("succeeded", "failed");
        assertThat(answer.text("/data/0/key/masked")).isEqualTo("pak_an-o…");
        assertThat(answer.text("/data/1/error/error_code")).isEqualTo("CONFLICT");
        var holder = sluice.anonymous().with("X-API-Key", old);
        assertThat(holder.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(holder.get("/v1/keys").status()).isEqualTo(403);
        // Rotated, it is known all the same.
        var rotated = admin.post("/v1/keys/" + answer.text("/data/0/id") + "/rotate", "{\"grace_seconds\":60}");
        assertThat(rotated.text("/key")).matches("sk_live_[0-9A-Za-z]{32}");
        assertThat(holder.get("/v1/accounts").status()).isEqualTo(200);
        var again = admin.post("/v1/keys/import", """
                {"keys": [{"key_hash": "%s", "prefix": "pak_an-old", "name": "old", "scopes": ["accounts:read"]}]}
                """.formatted(hash(old)));
        assertThat(again.text("/data/0/error/error_code")).isEqualTo("CONFLICT");
    }

    @Test
    void aThousandAreImportedByOneRequest() {
        var prefix = Sluice.unique("thousand");
        var answer = importMany(1_000, prefix);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(shown(answer, "status")).hasSize(1_000).containsOnly("succeeded");
        var last = sluice.anonymous().with("X-API-Key", prefix + 999);
        assertThat(last.get("/v1/scopes").status()).isEqualTo(200);
    }

    @Test
    void importNeedsItsOwnScopeAndGivesNoMoreThanItsCallerHolds() {
        var body = "{\"keys\": [{\"key_hash\": \"" + hash("x") + "\", \"prefix\": \"a\", \"name\": \"a\","
                + " \"scopes\": [\"accounts:read\"]}]}";
        assertThat(holder(make("keys:write")).post("/v1/keys/import", body).status())
                .isEqualTo(403);
        var refused = holder(make("keys:import")).post("/v1/keys/import", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/keys/0/scopes");
    }

    private Answer importMany(int count, String prefix) {
        var keys = IntStream.range(0, count)
                .mapToObj(n -> "{\"key_hash\":\"" + hash(prefix + n)
                        + "\",\"prefix\":\"many\",\"name\":\"many\",\"scopes\":[\"accounts:read\"]}")
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        return admin.with("Prefer", "wait=30").post("/v1/keys/import", keys);
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(KeySecret.hash(secret));
    }

    private static String ids(String... ids) {
        return List.of(ids).stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "{\"ids\":[", "]}"));
    }

    private static List<String> shown(Answer answer, String field) {
        return StreamSupport.stream(answer.json().at("/data").spliterator(), false)
                .map(one -> one.path(field).asString())
                .toList();
    }

    private Answer make(String scope) {
        return admin.post("/v1/keys", "{\"name\":\"test\",\"scopes\":[\"" + scope + "\"]}");
    }

    private Api holder(Answer made) {
        return sluice.anonymous().with("X-API-Key", made.text("/key"));
    }
}
