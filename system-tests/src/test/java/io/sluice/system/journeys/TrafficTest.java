package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes count stops an account when its volume is used up, however often and in whatever order they report. */
class TrafficTest {
    private static final long GIB = 1L << 30;
    private static final Duration SWEPT = Duration.ofSeconds(5);
    private static final Instant MORNING = Instant.parse("2026-11-20T08:00:00Z");

    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin().waiting();
    private final Api node = sluice.caller("live", "traffic:write").waiting();

    @Test
    void countersOfAllNodesAddUpAndARepeatedOrLateReportAddsNothing() {
        var made = make("\"total_traffic_gb\":100");
        report(made, "a", MORNING, 10, 20);
        report(made, "b", MORNING, 1, 2);
        report(made, "a", MORNING, 15, 50);
        report(made, "a", MORNING, 15, 50);
        report(made, "a", MORNING, 10, 20);
        var traffic = traffic(made);
        assertThat(traffic.json().at("/upload_bytes").asLong()).isEqualTo(16);
        assertThat(traffic.json().at("/download_bytes").asLong()).isEqualTo(52);
        assertThat(traffic.json().at("/used_bytes").asLong()).isEqualTo(68);
        assertThat(traffic.json().at("/remaining_bytes").asLong()).isEqualTo(100 * GIB - 68);
        assertThat(traffic.json().at("/nodes").size()).isEqualTo(2);
        assertThat(traffic.json().at("/nodes/0/download_bytes").asLong()).isEqualTo(50);
        assertThat(read(made).json().at("/version").asInt())
                .as("traffic alone is no change")
                .isEqualTo(1);
    }

    @Test
    void countersThatBeginAnewAddToWhatWasReached() {
        var made = make("\"remark\":null");
        report(made, "a", MORNING, 0, 50);
        report(made, "a", MORNING.plusSeconds(60), 0, 7);
        report(made, "a", MORNING, 0, 1_000);
        assertThat(traffic(made).json().at("/used_bytes").asLong()).isEqualTo(57);
        assertThat(traffic(made).json().at("/used_percent").isNull()).isTrue();
    }

    @Test
    void aReportSaysWhomItDoesNotKnowAndWhoseStateIsAnother() {
        var made = make("\"total_traffic_gb\":1");
        var stranger = sluice.caller("test", "accounts:write")
                .waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("traffic") + "\"}");
        var answer = post("""
                {"username":"%s","upload_bytes":0,"download_bytes":%d},
                {"id":"%s","upload_bytes":1,"download_bytes":1},
                {"username":"nobody","upload_bytes":1,"download_bytes":1}
                """.formatted(made.text("/username"), GIB, stranger.text("/id")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.json().at("/accounts").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/unknown").toString())
                .isEqualTo("[\"%s\",\"nobody\"]".formatted(stranger.text("/id")));
        assertThat(answer.json().at("/changed/0/id").asString()).isEqualTo(made.text("/id"));
        assertThat(answer.json().at("/changed/0/state").asString()).isEqualTo("limited");
        var again = sluice.admin().get(answer.header("Location").orElseThrow());
        assertThat(again.json()).isEqualTo(answer.json());
    }

    @Test
    void whoUsesUpItsVolumeIsLimitedOnceUntilThereIsMore() {
        var made = make("\"total_traffic_gb\":1");
        report(made, "a", MORNING, 0, GIB - 1);
        assertThat(read(made).text("/state")).isEqualTo("active");
        report(made, "a", MORNING, 0, GIB);
        report(made, "a", MORNING, 0, GIB + 1);
        assertThat(read(made).text("/state")).isEqualTo("limited");
        assertThat(types(made)).containsExactly("account.provisioned", "account.limited");

        assertThat(act(made, "renew", "{\"add_traffic_gb\":1}").text("/state")).isEqualTo("active");
        report(made, "a", MORNING, 0, 2 * GIB);
        assertThat(patch(made, "{\"total_traffic_gb\":3}").text("/state")).isEqualTo("active");
        report(made, "a", MORNING, 0, 3 * GIB);
        assertThat(act(made, "reset-traffic", "").text("/state")).isEqualTo("active");
        report(made, "a", MORNING, 0, 4 * GIB);
        assertThat(traffic(made).json().at("/used_bytes").asLong()).isEqualTo(GIB);
        assertThat(patch(made, "{\"total_traffic_gb\":1}").text("/state")).isEqualTo("limited");
        assertThat(types(made))
                .containsExactly(
                        "account.provisioned",
                        "account.limited",
                        "account.renewed",
                        "account.limited",
                        "account.updated",
                        "account.limited",
                        "account.traffic-reset",
                        "account.updated",
                        "account.limited");
    }

    @Test
    void trafficCountsFromZeroAgainAsTheStrategySays() {
        var made = make("\"total_traffic_gb\":1,\"reset_strategy\":\"day\"");
        var today =
                Instant.parse(made.text("/created_at")).atOffset(ZoneOffset.UTC).toLocalDate();
        assertThat(Instant.parse(made.text("/traffic_resets_at")))
                .isEqualTo(today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        report(made, "a", MORNING, 0, GIB);
        assertThat(read(made).text("/state")).isEqualTo("limited");
        letTheDayEnd(made);
        await().atMost(SWEPT).until(() -> read(made).text("/state").equals("active"));
        var traffic = traffic(made);
        assertThat(traffic.json().at("/used_bytes").asLong()).isZero();
        assertThat(traffic.json().at("/nodes/0/download_bytes").asLong()).isEqualTo(GIB);
        assertThat(Instant.parse(traffic.text("/resets_at"))).isAfter(Instant.parse(made.text("/created_at")));
        await().atMost(SWEPT)
                .until(() ->
                        types(made).equals(List.of("account.provisioned", "account.limited", "account.traffic-reset")));
        assertThat(patch(made, "{\"reset_strategy\":null}")
                        .json()
                        .at("/traffic_resets_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void theDaysOfAnAccountOnHoldBeginWithItsFirstUse() {
        var made = make("\"expire_days\":30,\"on_hold\":true");
        assertThat(made.text("/state")).isEqualTo("on_hold");
        assertThat(made.json().at("/expires_at").isNull()).isTrue();
        assertThat(act(made, "renew", "{\"extend_days\":1}")
                        .json()
                        .at("/hold_days")
                        .asInt())
                .isEqualTo(31);
        assertThat(act(made, "suspend", "").text("/state")).isEqualTo("disabled");
        assertThat(act(made, "resume", "").text("/state")).isEqualTo("on_hold");
        report(made, "a", MORNING, 0, 0);
        assertThat(read(made).text("/state")).isEqualTo("on_hold");
        report(made, "a", MORNING, 0, 1);
        var used = read(made);
        assertThat(used.text("/state")).isEqualTo("active");
        assertThat(used.json().at("/hold_days").isNull()).isTrue();
        assertThat(Duration.between(Instant.parse(used.text("/updated_at")), Instant.parse(used.text("/expires_at"))))
                .isEqualTo(Duration.ofDays(31));
        assertThat(types(made)).endsWith("account.activated");
    }

    @Test
    void anAccountOnHoldBeginsByRequestOrWithAnExpiryToo() {
        var made = make("\"expire_days\":30,\"on_hold\":true");
        var begun = act(made, "activate", "");
        assertThat(begun.text("/state")).isEqualTo("active");
        assertThat(act(made, "activate", "").text("/expires_at")).isEqualTo(begun.text("/expires_at"));
        var other = make("\"expire_days\":30,\"on_hold\":true");
        var dated = patch(other, "{\"expires_at\":\"2999-01-01T00:00:00Z\"}");
        assertThat(dated.text("/state")).isEqualTo("active");
        assertThat(dated.json().at("/hold_days").isNull()).isTrue();
    }

    @Test
    void aNodesKeyReportsAndDoesNothingElse() {
        var made = make("\"remark\":null");
        assertThat(node.get("/v1/accounts/" + made.text("/id")).status()).isEqualTo(403);
        assertThat(shop.get("/v1/traffic-reports/trf_00000000000000000000000001")
                        .status())
                .isEqualTo(404);
    }

    private Answer make(String fields) {
        return shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("traffic") + "\"," + fields + "}");
    }

    private void report(Answer made, String name, Instant since, long upload, long download) {
        var answer = node.post("/v1/traffic-reports", """
                {"node":"%s","counters_since":"%s",
                 "accounts":[{"id":"%s","upload_bytes":%d,"download_bytes":%d}]}
                """.formatted(name, since, made.text("/id"), upload, download));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.json().at("/accounts").asInt()).isEqualTo(1);
    }

    private Answer post(String accounts) {
        return node.post(
                "/v1/traffic-reports",
                "{\"node\":\"a\",\"counters_since\":\"" + MORNING + "\",\"accounts\":[" + accounts + "]}");
    }

    private Answer act(Answer made, String action, String body) {
        var path = "/v1/accounts/" + made.text("/id") + "/" + action;
        return body.isEmpty() ? shop.send("POST", path, "") : shop.post(path, body);
    }

    private Answer patch(Answer made, String body) {
        return shop.with("Content-Type", "application/json").send("PATCH", "/v1/accounts/" + made.text("/id"), body);
    }

    private Answer read(Answer made) {
        return shop.get("/v1/accounts/" + made.text("/id"));
    }

    private Answer traffic(Answer made) {
        return shop.get("/v1/accounts/" + made.text("/id") + "/traffic");
    }

    private List<String> types(Answer made) {
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            return kafka.read(Topics.ACCOUNT_EVENTS, made.text("/id")).stream()
                    .map(AccountEvent::getType)
                    .toList();
        }
    }

    /** Moves the reset into the past, because nothing else in a test can let a day go by. */
    private void letTheDayEnd(Answer made) {
        sluice.database()
                .sql("UPDATE core.account SET traffic_resets_at = now() - interval '1 second'"
                        + " WHERE username = :username")
                .param("username", made.text("/username"))
                .update();
    }
}
