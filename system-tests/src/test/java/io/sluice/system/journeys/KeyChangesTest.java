package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What can be done to a key that exists. */
class KeyChangesTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();

    @Test
    void isUpdatedFieldByFieldAndOnlyInTheVersionThatIsMeant() {
        var made = make("\"notes\":\"ask Eve\",\"style\":\"vps\",\"customer_id\":\"42\",\"server_ids\":[\"1\",\"2\"]");
        assertThat(made.text("/key")).matches("vps_[0-9A-Za-z]{32}");
        assertThat(made.text("/masked"))
                .isEqualTo(made.text("/key").substring(0, 8) + "…"
                        + made.text("/key").substring(32));
        var path = path(made);
        assertThat(admin.get(path).header("ETag")).contains("\"1\"");
        var changed = patch(
                admin.with("If-Match", "\"1\""),
                path,
                "{\"name\":\"renamed\",\"notes\":null,\"scopes\":[\"keys:read\"],\"server_ids\":[\"3\"]}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.text("/name")).isEqualTo("renamed");
        assertThat(changed.json().at("/notes").isNull()).isTrue();
        assertThat(changed.text("/customer_id")).isEqualTo("42");
        assertThat(changed.json().at("/server_ids").toString()).isEqualTo("[\"3\"]");
        assertThat(changed.json().at("/version").asInt()).isEqualTo(2);
        assertThat(((ObjectNode) admin.get(path).json()).without(List.of("effective")))
                .isEqualTo(changed.json());
        assertThat(patch(admin.with("If-Match", "\"1\""), path, "{\"name\":\"again\"}")
                        .status())
                .isEqualTo(412);
        awaitAnswer(holder(made), "/v1/keys", 200);
        awaitAnswer(holder(made), "/v1/accounts", 403);
    }

    @Test
    void isStoppedByDeactivationUntilItIsActivated() {
        var made = make("");
        assertThat(act(admin, made, "deactivate").text("/status")).isEqualTo("inactive");
        awaitCode(holder(made), "API_KEY_INACTIVE");
        assertThat(act(admin, made, "activate").text("/status")).isEqualTo("active");
        awaitAnswer(holder(made), "/v1/accounts", 200);
        act(admin, made, "revoke");
        var again = act(admin, made, "activate");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/detail")).isEqualTo("The key is revoked, which is for good. Make another one.");
    }

    @Test
    void leavesItsRecordWhenItIsDeleted() {
        var made = make("");
        assertThat(admin.send("DELETE", path(made), "").text("/status")).isEqualTo("deleted");
        awaitCode(holder(made), "API_KEY_INVALID");
        assertThat(admin.get(path(made)).text("/status")).isEqualTo("deleted");
        assertThat(admin.get("/v1/keys?limit=500").toString()).doesNotContain(made.text("/id"));
        assertThat(act(admin, made, "revoke").status()).isEqualTo(409);
    }

    @Test
    void goesOnWithTheOldSecretForTheGraceAndEndsItAtItsInstant() {
        var made = make("");
        var rotated = rotate(admin, made, 4);
        assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
        assertThat(rotated.text("/id")).isEqualTo(made.text("/id"));
        var ends = Instant.parse(rotated.text("/previous_ends_at"));
        // Whatever is asked after the answer, it comes to the new secret at once.
        assertThat(holder(rotated).get("/v1/accounts").status()).isEqualTo(200);
        assertThat(holder(made).get("/v1/accounts").status()).isEqualTo(200);
        awaitCode(holder(made), Duration.ofSeconds(10), "API_KEY_EXPIRED");
        assertThat(Instant.now()).isAfterOrEqualTo(ends.minusMillis(100));
        assertThat(holder(rotated).get("/v1/accounts").status()).isEqualTo(200);
        assertThat(admin.get(path(made)).json().at("/previous_ends_at").isNull())
                .isTrue();
    }

    @Test
    void endsTheOldestSecretWithAFurtherRotationAndTheOldOneAtOnceWhenItIsRegenerated() {
        var first = make("");
        var second = rotate(admin, first, 3600);
        var third = rotate(admin, first, 3600);
        awaitCode(holder(first), "API_KEY_INVALID");
        assertThat(holder(second).get("/v1/accounts").status()).isEqualTo(200);
        var fourth = admin.send("POST", path(first) + "/regenerate", "");
        assertThat(fourth.text("/key")).matches("sk_live_[0-9A-Za-z]{32}");
        awaitCode(holder(third), "API_KEY_EXPIRED");
        awaitCode(holder(second), "API_KEY_INVALID");
        assertThat(holder(fourth).get("/v1/accounts").status()).isEqualTo(200);
    }

    @Test
    void showsTheSecretOfARotationOnce() {
        var made = make("");
        var caller = admin.under(Sluice.unique("rotation"));
        var one = rotate(caller, made, 60);
        var other = rotate(caller, made, 60);
        assertThat(other.status()).isEqualTo(200);
        assertThat(one.text("/key")).isNotEmpty();
        assertThat(other.json().at("/key").isMissingNode()).isTrue();
        assertThat(other.text("/rotated_at")).isEqualTo(one.text("/rotated_at"));
        assertThat(rotate(caller, made, 61).text("/error_code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    // Else whoever may change keys could give itself any key's rights, by a secret that it is shown.
    @Test
    void isGivenNothingByOneThatHoldsLess() {
        var made = make("");
        var less = holder(makeWith("\"keys:*\",\"accounts:read\""));
        var stronger = makeWith("\"accounts:*\"");
        assertThat(rotate(less, made, 0).status()).isEqualTo(200);
        for (var refused : new Answer[] {
            rotate(less, stronger, 0),
            less.send("POST", path(stronger) + "/regenerate", ""),
            act(less, stronger, "activate"),
            patch(less, path(stronger), "{\"expires_at\":null}")
        }) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/detail")).contains("[accounts:*]", "Use a key that holds as much");
        }
        assertThat(act(less, stronger, "deactivate").status()).isEqualTo(200);
        assertThat(patch(less, path(made), "{\"scopes\":[\"accounts:*\"]}").text("/errors/0/pointer"))
                .isEqualTo("/scopes");
    }

    @Test
    void doesNotShutItselfOutButCanEndItself() {
        var made = makeWith("\"keys:*\",\"accounts:read\"");
        var own = holder(made);
        assertThat(act(own, made, "deactivate").text("/detail"))
                .isEqualTo("A key cannot be deactivated by itself. Use another key.");
        assertThat(own.send("DELETE", path(made), "").status()).isEqualTo(409);
        assertThat(own.send("POST", path(made) + "/regenerate", "").status()).isEqualTo(409);
        assertThat(rotate(own, made, 0).status()).isEqualTo(409);
        var rotated = rotate(own, made, 60);
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(act(holder(rotated), made, "revoke").status()).isEqualTo(200);
        awaitCode(own, "API_KEY_REVOKED");
    }

    @Test
    void worksFromTheAddressesThatItAllowsAndCannotLeaveItsOwnOut() {
        var made = makeWith("\"keys:*\",\"accounts:read\"");
        var own = holder(made);
        var shutOut = patch(own, path(made), "{\"allowed_ips\":[\"192.0.2.0/24\"]}");
        assertThat(shutOut.status()).isEqualTo(409);
        assertThat(shutOut.text("/detail")).startsWith("A key cannot shut itself out");
        var unknown = patch(own.with("X-Forwarded-For", "unknown"), path(made), "{\"allowed_ips\":[\"127.0.0.0/8\"]}");
        assertThat(unknown.status()).isEqualTo(409);
        var limited = patch(own, path(made), "{\"allowed_ips\":[\"127.0.0.0/8\",\"::1\"]}");
        assertThat(limited.json().at("/allowed_ips").toString()).isEqualTo("[\"127.0.0.0/8\",\"::1\"]");
        assertThat(own.get("/v1/accounts").status()).isEqualTo(200);
        patch(admin, path(made), "{\"allowed_ips\":[\"192.0.2.0/24\"]}");
        assertThat(own.get("/v1/accounts").text("/error_code")).isEqualTo("IP_NOT_ALLOWED");
        patch(admin, path(made), "{\"allowed_ips\":null}");
        assertThat(own.get("/v1/accounts").status()).isEqualTo(200);
    }

    @Test
    void wakesWithALaterExpiry() {
        var expiry = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        var made = make("\"expires_at\":\"" + expiry + "\"");
        awaitCode(holder(made), Duration.ofSeconds(10), "API_KEY_EXPIRED");
        assertThat(admin.get(path(made)).text("/status")).isEqualTo("expired");
        var woken = patch(admin, path(made), "{\"expires_at\":\"" + expiry.plusSeconds(3600) + "\"}");
        assertThat(woken.text("/status")).isEqualTo("active");
        awaitAnswer(holder(made), "/v1/accounts", 200);
    }

    @Test
    void isNotThereForAnotherTenantsIdsNorForATestKeyThatAsksForALiveOne() {
        var live = make("");
        var tester = sluice.caller("test", "*:*");
        for (var id : new String[] {live.text("/id"), "key_00000000000000000000000009"}) {
            var path = "/v1/keys/" + id;
            assertThat(tester.send("POST", path + "/deactivate", "").status()).isEqualTo(404);
            assertThat(tester.send("DELETE", path, "").status()).isEqualTo(404);
        }
        assertThat(admin.get(path(live)).text("/status")).isEqualTo("active");
    }

    private Answer make(String fields) {
        return admin.post(
                "/v1/keys",
                "{\"name\":\"test\",\"scopes\":[\"accounts:read\"]" + (fields.isEmpty() ? "" : ",") + fields + "}");
    }

    private Answer makeWith(String scopes) {
        return admin.post("/v1/keys", "{\"name\":\"test\",\"scopes\":[" + scopes + "]}");
    }

    private static Answer act(Api caller, Answer key, String action) {
        return caller.send("POST", path(key) + "/" + action, "");
    }

    private static Answer rotate(Api caller, Answer key, int graceSeconds) {
        return caller.post(path(key) + "/rotate", "{\"grace_seconds\":" + graceSeconds + "}");
    }

    private static Answer patch(Api caller, String path, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", path, body);
    }

    private static String path(Answer key) {
        return "/v1/keys/" + key.text("/id");
    }

    private Api holder(Answer made) {
        return sluice.anonymous().with("X-API-Key", made.text("/key"));
    }

    private static void awaitAnswer(Api caller, String path, int status) {
        await().atMost(SOON).until(() -> caller.get(path).status() == status);
    }

    private static void awaitCode(Api caller, String code) {
        awaitCode(caller, SOON, code);
    }

    private static void awaitCode(Api caller, Duration atMost, String code) {
        await().atMost(atMost)
                .until(() -> caller.get("/v1/accounts").text("/error_code").equals(code));
    }
}
