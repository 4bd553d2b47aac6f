package io.sluice.system.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What analysts read of calls. A test may run into a new minute, so rollups are added up over their windows. */
class UsageTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Sluice sluice = Sluice.shared();
    private final Kafka kafka = new Kafka(sluice.bootstrapServers(), sluice.registry());

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void everyAdmittedCallIsCountedOnceUnderItsKeyAndRoute() {
        var key = key();
        var caller = holder(key);
        for (int i = 0; i < 5; i++) caller.get("/v1/accounts/100000000" + i);
        for (int i = 0; i < 2; i++) caller.get("/v1/accounts/by-username/nobody");
        for (int i = 0; i < 4; i++) caller.get("/v1/keys");
        var made = caller.waiting().post("/v1/accounts", provision());
        assertThat(made.status()).isEqualTo(201);
        var id = key.text("/id");
        await().atMost(SOON)
                .until(() -> requests(rollups(id)).values().stream()
                                .mapToLong(n -> n)
                                .sum()
                        >= 12);

        var rollups = rollups(id);
        assertThat(requests(rollups))
                .isEqualTo(Map.of(
                        "GET /v1/accounts/{account}", 5L,
                        "GET /v1/accounts/by-username/{username}", 2L,
                        "GET /v1/keys", 4L,
                        "POST /v1/accounts", 1L));
        assertThat(perRoute(rollups, UsageRollup::getClientErrors))
                .containsEntry("GET /v1/accounts/{account}", 5L)
                .containsEntry("GET /v1/accounts/by-username/{username}", 2L)
                .containsEntry("GET /v1/keys", 0L)
                .containsEntry("POST /v1/accounts", 0L);
        assertThat(rollups).allSatisfy(rollup -> {
            assertThat(rollup.getServerErrors()).isZero();
            assertThat(rollup.getLatencyMicrosSum()).isPositive();
            assertThat(rollup.getResponseBytes()).isPositive();
            assertThat(rollup.getWindowSeconds()).isEqualTo(60);
        });
    }

    @Test
    void aCallThatIsAnsweredLaterIsRecordedWhenItIsAnswered() {
        var key = key();
        var body = provision();
        var before = Instant.now();
        var made = holder(key).waiting().with("User-Agent", "a".repeat(300)).post("/v1/accounts", body);
        var calls = await().atMost(SOON).until(() -> calls(key.text("/id")), found -> !found.isEmpty());
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(made.header("X-Request-Id")).contains(call.getRequestId());
            assertThat(call.getStatus()).isEqualTo(201);
            assertThat(call.getRoute()).isEqualTo("/v1/accounts");
            assertThat(call.getRequestBytes()).isEqualTo(body.length());
            assertThat(call.getResponseBytes()).isEqualTo(made.response().body().getBytes(UTF_8).length);
            assertThat(call.getAddress()).isEqualTo("127.0.0.1");
            assertThat(call.getUserAgent()).isEqualTo("a".repeat(200));
            // Kafka and PostgreSQL were asked in between.
            assertThat(call.getLatencyMicros()).isGreaterThan(1_000);
            assertThat(call.getOccurredAt()).isBetween(before.minusSeconds(1), Instant.now());
        });
    }

    @Test
    void aCallThatIsRefusedIsNotRecorded() {
        var key = key();
        var caller = holder(key);
        assertThat(caller.send("POST", "/v1/keys/" + key.text("/id") + "/revoke", "")
                        .status())
                .isEqualTo(403);
        assertThat(caller.get("/v1/keys").status()).isEqualTo(200);
        var calls = await().atMost(SOON).until(() -> calls(key.text("/id")), found -> !found.isEmpty());
        assertThat(calls).singleElement().extracting(UsageRequest::getRoute).isEqualTo("/v1/keys");
    }

    // A hundred within about a second: ten or twenty records of one call, and one or two of all others.
    @Test
    void callsThatAreRefusedAlikeAreToldTogetherAndCountedEach() {
        var key = key();
        var caller = holder(key);
        for (int i = 0; i < 100; i++) {
            assertThat(caller.post("/v1/accounts", "{\"user_name\":\"a\"}").status())
                    .isEqualTo(422);
        }
        var id = key.text("/id");
        await().atMost(SOON).until(() -> requests(rollups(id)), Map.of("POST /v1/accounts", 100L)::equals);
        assertThat(perRoute(rollups(id), UsageRollup::getClientErrors)).isEqualTo(Map.of("POST /v1/accounts", 100L));
        assertThat(calls(id))
                .hasSizeBetween(11, 99)
                .allSatisfy(call -> assertThat(call.getStatus()).isEqualTo(422))
                .allSatisfy(
                        call -> assertThat(call.getLatencyMicros()).isBetween(call.getLatencyMicrosMax(), 60_000_000L))
                .extracting(UsageRequest::getCalls)
                .satisfies(calls ->
                        assertThat(calls.stream().mapToInt(n -> n).sum()).isEqualTo(100));
    }

    @Test
    void bytesThatNoSchemaReadsAreKeptAndThoseBehindThemAreCounted() {
        var key = key();
        var id = key.text("/id");
        kafka.publish(Topics.USAGE_REQUESTS.name(), id, "garbage".getBytes(UTF_8));
        assertThat(holder(key).get("/v1/keys").status()).isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests(rollups(id))).isEqualTo(Map.of("GET /v1/keys", 1L)));
        assertThat(kafka.records(Topics.USAGE_REQUESTS.deadLetters()))
                .filteredOn(letter -> id.equals(letter.key()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.value()).isEqualTo("garbage".getBytes(UTF_8));
                    assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.REASON))
                            .isPresent();
                });
    }

    private Answer key() {
        return sluice.admin()
                .post(
                        "/v1/keys",
                        "{\"name\":\"usage\",\"scopes\":[\"accounts:read\",\"accounts:write\",\"keys:read\"]}");
    }

    private Api holder(Answer key) {
        return sluice.anonymous().with("X-API-Key", key.text("/key"));
    }

    private static String provision() {
        return "{\"username\":\"" + Sluice.unique("usage") + "\"}";
    }

    private List<UsageRequest> calls(String key) {
        return kafka.read(Topics.USAGE_REQUESTS, key);
    }

    /** The newest row of each route and window, which is what counts. */
    private Collection<UsageRollup> rollups(String key) {
        record Row(String route, Instant window) {}
        var newest = new LinkedHashMap<Row, UsageRollup>();
        kafka.read(Topics.USAGE_ROLLUPS_MINUTE, rollup -> rollup.getKeyId().equals(key))
                .forEach(rollup -> newest.put(new Row(route(rollup), rollup.getWindowStart()), rollup));
        return newest.values();
    }

    private static Map<String, Long> requests(Collection<UsageRollup> rollups) {
        return perRoute(rollups, UsageRollup::getRequests);
    }

    private static Map<String, Long> perRoute(Collection<UsageRollup> rollups, ToLongFunction<UsageRollup> number) {
        return rollups.stream().collect(groupingBy(UsageTest::route, summingLong(number)));
    }

    private static String route(UsageRollup rollup) {
        return rollup.getMethod() + " " + rollup.getRoute();
    }
}
