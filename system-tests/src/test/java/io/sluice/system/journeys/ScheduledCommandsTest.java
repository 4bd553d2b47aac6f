package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduledCommandsTest {
    /** Promised is a second; the rest is for a machine that builds beside. */
    private static final Duration LATE_MAX = Duration.ofSeconds(5);

    private static final int MANY = 1_000;

    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin();

    @Test
    void areAppliedAtTheirTimeAndNotBefore() {
        var account = make();
        var due = in(Duration.ofSeconds(3));
        var accepted = shop.send("POST", "/v1/accounts/" + account + "/suspend?not_before=" + due, "");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/status")).isEqualTo("scheduled");
        assertThat(accepted.text("/not_before")).isEqualTo(due);
        assertThat(Integer.parseInt(accepted.header("Retry-After").orElseThrow()))
                .isBetween(1, 4);
        var path = "/v1/commands/" + accepted.text("/id");
        var scheduled = await().atMost(LATE_MAX)
                .until(() -> shop.get(path), answer -> answer.text("/status").equals("scheduled"));
        assertThat(scheduled.json().at("/applied_at").isNull()).isTrue();
        assertThat(scheduled.text("/resource/id")).isEqualTo(account);
        assertThat(state(account)).isEqualTo("active");
        var settled = shop.get(path + "?wait=20");
        assertThat(settled.text("/status")).isEqualTo("succeeded");
        assertThat(settled.text("/not_before")).isEqualTo(due);
        assertThat(settled.text("/result/state")).isEqualTo("disabled");
        assertThat(Instant.parse(settled.text("/applied_at")))
                .isBetween(Instant.parse(due), Instant.parse(due).plus(LATE_MAX));
    }

    @Test
    void areAnsweredWithTheirOutcomeWhenItComesWithinTheWait() {
        var due = in(Duration.ofSeconds(2));
        var made = shop.waiting()
                .post("/v1/accounts?not_before=" + due, "{\"username\":\"" + Sluice.unique("later") + "\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(Instant.parse(made.text("/created_at"))).isAfterOrEqualTo(Instant.parse(due));
    }

    @Test
    void areAnsweredAsSoonAsTheyAreRecordedWhenTheirTimeIsBeyondTheWait() {
        var account = make();
        long start = System.nanoTime();
        var answer =
                shop.waiting().send("DELETE", "/v1/accounts/" + account + "?not_before=" + in(Duration.ofHours(1)), "");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(answer.status()).isEqualTo(202);
        var recorded = shop.get("/v1/commands/" + answer.text("/id"));
        assertThat(recorded.text("/status")).isEqualTo("scheduled");
        assertThat(recorded.json()).isEqualTo(answer.json());
        assertThat(ids(shop.get("/v1/commands?status=scheduled&type=account.delete")))
                .contains(answer.text("/id"));
        assertThat(state(account)).isEqualTo("active");
    }

    @Test
    void areAnotherRequestAtAnotherTime() {
        var account = make();
        var caller = shop.waiting().under(Sluice.unique("later"));
        var path = "/v1/accounts/" + account + "/suspend?not_before=";
        var due = in(Duration.ofHours(1));
        var first = caller.send("POST", path + due, "");
        assertThat(caller.send("POST", path + due, "").text("/id")).isEqualTo(first.text("/id"));
        var other = caller.send("POST", path + in(Duration.ofHours(2)), "");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/error_code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void areMadeAtOnceWhenTheirTimeHasPassed() {
        var account = make();
        var suspended =
                shop.waiting().send("POST", "/v1/accounts/" + account + "/suspend?not_before=2020-01-01T00:00:00Z", "");
        assertThat(suspended.status()).isEqualTo(200);
        assertThat(suspended.text("/state")).isEqualTo("disabled");
    }

    @Test
    void ofOneAccountComeInTheOrderOfTheirTimes() {
        var account = make();
        var due = Clock.systemUTC().instant().plusSeconds(3);
        var ids = new ArrayList<String>();
        for (int n : List.of(3, 1, 2, 0)) ids.add(remark(account, due.plusMillis(n), n));
        for (int n = 4; n < 8; n++) ids.add(remark(account, due.plusMillis(4), n));
        for (var id : ids) shop.get("/v1/commands/" + id + "?wait=20");
        var versions = ids.stream()
                .map(id -> shop.get("/v1/commands/" + id))
                .collect(Collectors.toMap(
                        command -> command.text("/result/remark"),
                        command -> command.json().at("/result/version").asInt()));
        assertThat(versions)
                .isEqualTo(IntStream.range(0, 8).boxed().collect(Collectors.toMap(String::valueOf, n -> n + 2)));
    }

    @Test
    void ofOneInstantAreAppliedInSets() {
        var accounts = IntStream.range(0, 10).mapToObj(n -> make()).toList();
        var due = in(Duration.ofSeconds(12));
        var ids = IntStream.range(0, MANY)
                .parallel()
                .mapToObj(n -> shop.post(
                        "/v1/accounts/" + accounts.get(n % 10) + "/renew?not_before=" + due, "{\"extend_days\":1}"))
                .map(answer -> answer.text("/id"))
                .toList();
        ids.forEach(id -> assertThat(shop.get("/v1/commands/" + id + "?wait=30").text("/status"))
                .isEqualTo("succeeded"));
        var instants = ids.stream()
                .map(id -> shop.get("/v1/commands/" + id).text("/applied_at"))
                .collect(Collectors.toSet());
        var last = instants.stream().map(Instant::parse).max(Instant::compareTo).orElseThrow();
        var late = Duration.between(Instant.parse(due), last);
        System.out.printf(
                "%d commands due at one instant: applied in %d sets, the last %d ms late%n",
                MANY, instants.size(), late.toMillis());
        assertThat(late).isBetween(Duration.ZERO, LATE_MAX);
        assertThat(instants).hasSizeLessThan(MANY / 10);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/v1/accounts?not_before=tomorrow",
        "/v1/accounts?not_before=2099-01-01T00:00:00Z",
        "/v1/accounts?notbefore=2026-01-01T00:00:00Z",
        "/v1/keys?not_before=2026-01-01T00:00:00Z"
    })
    void areRefusedWhereNobodyCanMeanThem(String path) {
        var answer = shop.post(path, "{\"username\":\"" + Sluice.unique("never") + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/error_code")).isEqualTo("MALFORMED_REQUEST");
    }

    private String make() {
        return shop.waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("later") + "\",\"expire_days\":30}")
                .text("/id");
    }

    private String remark(String account, Instant due, int n) {
        return shop.with("Content-Type", "application/json")
                .send("PATCH", "/v1/accounts/" + account + "?not_before=" + due, "{\"remark\":\"" + n + "\"}")
                .text("/id");
    }

    private String state(String account) {
        return shop.get("/v1/accounts/" + account).text("/state");
    }

    /** As answers write it. */
    private static String in(Duration time) {
        var millis = Clock.systemUTC().millis() + time.toMillis();
        // A time without milliseconds would be written without them.
        return Instant.ofEpochMilli(millis % 1_000 == 0 ? millis + 1 : millis).toString();
    }

    private static List<String> ids(Answer page) {
        var data = page.json().at("/data");
        return IntStream.range(0, data.size())
                .mapToObj(at -> data.get(at).get("id").asString())
                .toList();
    }
}
