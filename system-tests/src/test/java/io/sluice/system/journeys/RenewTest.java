package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RenewTest {
    private final Api shop = Sluice.shared().admin().waiting();

    @Test
    void countsFromTheCurrentExpiryAndAddsVolume() {
        var made = make("\"expire_days\":30,\"total_traffic_gb\":100");
        var renewed = renew(made, "{\"extend_days\":10,\"add_traffic_gb\":50}");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(Duration.between(expiry(made), expiry(renewed))).isEqualTo(Duration.ofDays(10));
        assertThat(renewed.json().at("/total_traffic_gb").asInt()).isEqualTo(150);
        assertThat(renewed.json().at("/version").asInt()).isEqualTo(2);
    }

    @Test
    void countsFromNowOnceExpiredAndGoesOn() {
        var made = make("\"expire_days\":30");
        expire(made);
        var renewed = renew(made, "{\"extend_days\":10}");
        assertThat(Duration.between(Instant.parse(renewed.text("/updated_at")), expiry(renewed)))
                .isEqualTo(Duration.ofDays(10));
        assertThat(renewed.text("/state")).isEqualTo("active");
    }

    @Test
    void volumeAloneDoesNotWakeWhatTimeHasStopped() {
        var made = make("\"expire_days\":30,\"total_traffic_gb\":1");
        expire(made);
        assertThat(renew(made, "{\"add_traffic_gb\":1}").text("/state")).isEqualTo("expired");
    }

    @Test
    void unlimitedStaysUnlimitedAndNeverStaysNever() {
        var renewed = renew(make("\"remark\":null"), "{\"extend_days\":10,\"add_traffic_gb\":50}");
        assertThat(renewed.json().at("/total_traffic_gb").isNull()).isTrue();
        assertThat(renewed.json().at("/expires_at").isNull()).isTrue();
    }

    @Test
    void theLargestSumIsWhereItEnds() {
        var made = make("\"expires_at\":\"9999-12-30T00:00:00Z\"");
        assertThat(renew(made, "{\"extend_days\":36500}").text("/expires_at")).isEqualTo("9999-12-31T00:00:00.000Z");
    }

    @Test
    void isAddressedByNumberToo() {
        var made = make("\"expire_days\":30");
        var answer = shop.post("/v1/accounts/" + made.json().at("/number").asLong() + "/renew", "{\"extend_days\":1}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/id")).isEqualTo(made.text("/id"));
    }

    @Test
    void repeatedUnderOneKeyIsAppliedOnce() {
        var made = make("\"expire_days\":30");
        var caller = shop.under(Sluice.unique("key"));
        var path = "/v1/accounts/" + made.text("/id") + "/renew";
        var one = caller.post(path, "{\"extend_days\":10}");
        var other = caller.post(path, "{\"extend_days\":10}");
        assertThat(other.json()).isEqualTo(one.json());
        assertThat(shop.get("/v1/accounts/" + made.text("/id"))
                        .json()
                        .at("/version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void anAccountThatDoesNotExistIsTheOutcome() {
        var answer = shop.post("/v1/accounts/acc_00000000000000000000000000/renew", "{\"extend_days\":1}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/error_code")).isEqualTo("NOT_FOUND");
    }

    private Answer make(String fields) {
        return shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("renew") + "\"," + fields + "}");
    }

    private Answer renew(Answer made, String body) {
        return shop.post("/v1/accounts/" + made.text("/id") + "/renew", body);
    }

    private static Instant expiry(Answer account) {
        return Instant.parse(account.text("/expires_at"));
    }

    /** Moves the expiry into the past, because nothing else in a test can let a day go by. */
    private static void expire(Answer account) {
        int changed = Sluice.shared()
                .database()
                .sql("UPDATE core.account SET state = 'expired', expires_at = :then WHERE tenant_id = :tenant"
                        + " AND username = :username")
                .param("then", OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                .param("tenant", new UUID(0, 1))
                .param("username", account.text("/username"))
                .update();
        assertThat(changed).isEqualTo(1);
    }
}
