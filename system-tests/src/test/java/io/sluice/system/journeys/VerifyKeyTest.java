package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Environment;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;

/** Another back end asks about a key that was presented to it. */
class VerifyKeyTest {
    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();
    private final Api backEnd = sluice.caller(Environment.LIVE.text(), "keys:verify");

    @Test
    void isToldWhatTheKeyIsGoodForAndWhyNot() {
        var made = admin.post(
                "/v1/keys", "{\"name\":\"verified\",\"scopes\":[\"accounts:*\"],\"allowed_ips\":[\"192.0.2.0/24\"]}");
        var good = verify(backEnd, made, ",\"scopes\":[\"accounts:write\"],\"address\":\"192.0.2.7\"");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.json().at("/valid").asBoolean()).isTrue();
        assertThat(good.text("/key_id")).isEqualTo(made.text("/id"));
        assertThat(good.text("/environment")).isEqualTo("live");
        assertThat(good.json().at("/scopes").toString()).isEqualTo("[\"accounts:*\"]");
        assertThat(good.toString()).doesNotContain(made.text("/key"));
        assertThat(code(verify(backEnd, made, ",\"address\":\"198.51.100.1\""))).isEqualTo("IP_NOT_ALLOWED");
        assertThat(code(verify(backEnd, made, ",\"scopes\":[\"keys:read\"],\"address\":\"192.0.2.7\"")))
                .isEqualTo("PERMISSION_DENIED");
        admin.send("POST", "/v1/keys/" + made.text("/id") + "/revoke", "");
        assertThat(code(verify(backEnd, made, ""))).isEqualTo("API_KEY_REVOKED");
    }

    @Test
    void isToldNothingOfALiveKeyWhenItAsksWithATestKey() {
        var made = admin.post("/v1/keys", "{\"name\":\"verified\",\"scopes\":[\"accounts:*\"]}");
        var answer = verify(sluice.caller("test", "keys:verify"), made, "");
        assertThat(answer.json().at("/valid").asBoolean(true)).isFalse();
        assertThat(code(answer)).isEqualTo("API_KEY_INVALID");
        assertThat(answer.json().at("/key_id").isNull()).isTrue();
    }

    @Test
    void needsTheScope() {
        var made = admin.post("/v1/keys", "{\"name\":\"verified\",\"scopes\":[\"accounts:*\"]}");
        assertThat(verify(sluice.caller("live", "keys:read"), made, "").status())
                .isEqualTo(403);
    }

    @Test
    void scopesAreListedWithTheRoutesThatNeedThem() {
        var scopes = backEnd.get("/v1/scopes?resource=keys");
        assertThat(scopes.json().findValuesAsString("scope"))
                .containsExactly("keys:delete", "keys:import", "keys:read", "keys:verify", "keys:write");
        assertThat(scopes.json().at("/data/0/routes").toString()).isEqualTo("[\"DELETE /v1/keys/{key}\"]");
        assertThat(backEnd.get("/v1/scopes").json().findValuesAsString("scope"))
                .contains("accounts:read", "traffic:write")
                .doesNotContain("any");
    }

    private static Answer verify(Api asker, Answer key, String more) {
        return asker.post("/v1/keys/verify", "{\"key\":\"" + key.text("/key") + "\"" + more + "}");
    }

    private static String code(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.text("/code");
    }
}
