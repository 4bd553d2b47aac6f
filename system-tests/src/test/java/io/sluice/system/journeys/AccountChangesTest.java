package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;

class AccountChangesTest {
    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin().waiting();

    @Test
    void anUpdateChangesWhatItNamesAndClearsWhatIsNull() {
        var made = make("\"email\":\"a@example.com\",\"remark\":\"x\",\"expire_days\":30,\"metadata\":{\"a\":\"1\"}");
        var updated = patch(made, "{\"email\":null,\"total_traffic_gb\":5,\"metadata\":{\"b\":\"2\"}}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().at("/email").isNull()).isTrue();
        assertThat(updated.text("/remark")).isEqualTo("x");
        assertThat(updated.text("/expires_at")).isEqualTo(made.text("/expires_at"));
        assertThat(updated.json().at("/total_traffic_gb").asInt()).isEqualTo(5);
        assertThat(updated.json().at("/metadata").toString()).isEqualTo("{\"b\":\"2\"}");
        assertThat(patch(made, "{\"expires_at\":null,\"total_traffic_gb\":null}")
                        .json()
                        .at("/expires_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void putAndPatchAreTheSame() {
        var made = make("\"remark\":\"x\"");
        var answer = shop.with("Content-Type", "application/json")
                .send("PUT", "/v1/accounts/" + made.text("/id"), "{\"remark\":\"y\"}");
        assertThat(answer.text("/remark")).isEqualTo("y");
    }

    @Test
    void aChangeMeantForAnotherVersionIsNotApplied() {
        var made = make("\"remark\":\"x\"");
        var read = shop.get("/v1/accounts/" + made.text("/id"));
        assertThat(read.header("ETag")).contains("\"1\"");
        var mine = shop.with("If-Match", read.header("ETag").orElseThrow());
        assertThat(patch(mine, made, "{\"remark\":\"y\"}").status()).isEqualTo(200);
        var late = patch(mine, made, "{\"remark\":\"z\"}");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("/error_code")).isEqualTo("PRECONDITION_FAILED");
        assertThat(shop.get("/v1/accounts/" + made.text("/id")).text("/remark")).isEqualTo("y");
    }

    @Test
    void aSuspendedAccountIsDisabledUntilItIsResumed() {
        var made = make("\"expire_days\":30");
        assertThat(act(made, "suspend").text("/state")).isEqualTo("disabled");
        assertThat(shop.post("/v1/accounts/" + made.text("/id") + "/renew", "{\"extend_days\":1}")
                        .text("/state"))
                .isEqualTo("disabled");
        assertThat(act(made, "resume").text("/state")).isEqualTo("active");
    }

    @Test
    void anAccountThatUsedItsVolumeGoesOnOnceTheTrafficIsReset() {
        var made = make("\"total_traffic_gb\":1");
        sluice.database()
                .sql("UPDATE core.account SET download_bytes = total_traffic_bytes + 1, state = 'limited'"
                        + " WHERE username = :username")
                .param("username", made.text("/username"))
                .update();
        assertThat(act(made, "resume").text("/state")).isEqualTo("limited");
        var reset = act(made, "reset-traffic");
        assertThat(reset.text("/state")).isEqualTo("active");
        assertThat(reset.json().at("/used_traffic_gb").asInt()).isZero();
    }

    @Test
    void aRotatedPasswordIsShownOnceAndTheSameToARepetition() {
        var made = make("\"password\":\"the-first-one\"");
        var caller = shop.under(Sluice.unique("rotate"));
        var path = "/v1/accounts/" + made.text("/id") + "/rotate-credentials";
        var rotated = caller.post(path, "{}");
        assertThat(rotated.text("/password")).matches("[0-9a-z]{24}");
        assertThat(caller.post(path, "{}").json()).isEqualTo(rotated.json());
        assertThat(shop.post(path, "{\"password\":\"one-of-mine\"}")
                        .json()
                        .at("/password")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aDeletedAccountIsGoneAndItsNameIsFree() {
        var made = make("\"remark\":\"x\"");
        var deleted = shop.send("DELETE", "/v1/accounts/" + made.text("/id"), "");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text("/state")).isEqualTo("deleted");
        assertThat(shop.get("/v1/accounts/" + made.text("/id")).status()).isEqualTo(404);
        assertThat(act(made, "resume").status()).isEqualTo(404);
        var again = shop.post("/v1/accounts", "{\"username\":\"" + made.text("/username") + "\"}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/id")).isNotEqualTo(made.text("/id"));
    }

    @Test
    void deletingNeedsItsOwnScope() {
        var made = make("\"remark\":\"x\"");
        var writer = sluice.caller("live", "accounts:write").waiting();
        assertThat(writer.send("DELETE", "/v1/accounts/" + made.text("/id"), "").status())
                .isEqualTo(403);
    }

    private Answer make(String fields) {
        return shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("change") + "\"," + fields + "}");
    }

    private Answer act(Answer made, String action) {
        return shop.send("POST", "/v1/accounts/" + made.text("/id") + "/" + action, "");
    }

    private Answer patch(Answer made, String body) {
        return patch(shop, made, body);
    }

    private static Answer patch(Api caller, Answer made, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", "/v1/accounts/" + made.text("/id"), body);
    }
}
