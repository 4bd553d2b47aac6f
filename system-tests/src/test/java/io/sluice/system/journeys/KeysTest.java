package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class KeysTest {
    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();

    @Test
    void worksFromTheMomentItIsAnswered() {
        for (int i = 0; i < 20; i++) {
            var made = make("\"scopes\":[\"accounts:read\"]");
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.text("/key")).matches("sk_live_[0-9A-Za-z]{32}");
            assertThat(holder(made).get("/v1/accounts/1000000000").status()).isEqualTo(404);
        }
    }

    @Test
    void isRefusedWithinASecondOfItsRevocation() {
        var made = make("\"scopes\":[\"accounts:read\"]");
        var revoked = admin.send("POST", "/v1/keys/" + made.text("/id") + "/revoke", "");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text("/status")).isEqualTo("revoked");
        await().atMost(Duration.ofSeconds(1))
                .until(() ->
                        holder(made).get("/v1/accounts/1").text("/error_code").equals("API_KEY_REVOKED"));
        var again = admin.send("POST", "/v1/keys/" + made.text("/id") + "/revoke", "");
        assertThat(again.text("/revoked_at")).isEqualTo(revoked.text("/revoked_at"));
    }

    @Test
    void isRefusedFromTheInstantOfItsExpiry() {
        var expiry = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        var made = make("\"scopes\":[\"accounts:read\"],\"expires_at\":\"" + expiry + "\"");
        assertThat(made.text("/expires_at")).startsWith(expiry.toString().substring(0, 19));
        assertThat(holder(made).get("/v1/accounts/1000000000").status()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        holder(made).get("/v1/accounts/1").text("/error_code").equals("API_KEY_EXPIRED"));
    }

    @Test
    void doesOnlyWhatItsScopesSay() {
        var reader = holder(make("\"scopes\":[\"*:read\"]"));
        assertThat(reader.get("/v1/keys").status()).isEqualTo(200);
        var refused = reader.post("/v1/accounts", "{\"username\":\"x\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/error_code")).isEqualTo("PERMISSION_DENIED");
        assertThat(refused.text("/detail")).contains("accounts:write").contains("*:read");
    }

    @Test
    void neverGrantsMoreThanItsMakerHolds() {
        var maker = holder(make("\"scopes\":[\"keys:*\",\"accounts:read\"]"));
        var more = maker.post("/v1/keys", "{\"name\":\"more\",\"scopes\":[\"accounts:*\"]}");
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.text("/errors/0/pointer")).isEqualTo("/scopes");
        assertThat(maker.post("/v1/keys", "{\"name\":\"less\",\"scopes\":[\"accounts:read\"]}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void itsSecretIsShownOnceAndNotToARepetition() {
        var caller = admin.under(Sluice.unique("key"));
        var body = "{\"name\":\"once\",\"scopes\":[\"accounts:read\"]}";
        var one = caller.post("/v1/keys", body);
        var other = caller.post("/v1/keys", body);
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.text("/id")).isEqualTo(one.text("/id"));
        assertThat(other.json().at("/key").isMissingNode()).isTrue();
        var read = admin.get("/v1/keys/" + one.text("/id"));
        assertThat(((ObjectNode) read.json()).without(List.of("effective"))).isEqualTo(other.json());
        assertThat(read.text("/masked"))
                .isEqualTo("sk_live_…" + one.text("/key").substring(36));
    }

    @Test
    void areListedNewestFirstPageByPage() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++)
            made.add(make("\"scopes\":[\"accounts:read\"]").text("/id"));
        var first = admin.get("/v1/keys?limit=2");
        var second = admin.get("/v1/keys?limit=2&cursor=" + first.text("/next_cursor"));
        var listed = new ArrayList<String>();
        first.json().at("/data").forEach(key -> listed.add(key.at("/id").asString()));
        second.json().at("/data").forEach(key -> listed.add(key.at("/id").asString()));
        assertThat(listed).containsExactly(made.get(4), made.get(3), made.get(2), made.get(1));
    }

    private Answer make(String fields) {
        return admin.post("/v1/keys", "{\"name\":\"test\"," + fields + "}");
    }

    private Api holder(Answer made) {
        return sluice.anonymous().with("X-API-Key", made.text("/key"));
    }
}
