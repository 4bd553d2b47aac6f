package io.sluice.ingress.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.usage.RefusedCalls.Cost;
import io.sluice.ingress.usage.RefusedCalls.Row;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.UsageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class RefusedCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final KeyId KEY = new KeyId(new UUID(1, 1));
    private static final Cost COST = new Cost(100, 20, 300);

    private final List<UsageRequest> told = new ArrayList<>();
    private final RefusedCalls refused = new RefusedCalls(told::add, Clock.systemUTC());

    @Test
    void theFirstTenOfASecondHaveARecordEachAndAllOthersOne() {
        for (int i = 1; i <= 10; i++) assertThat(counts(row(0), i, COST)).isFalse();
        assertThat(counts(row(0), 11, new Cost(500, 20, 300))).isTrue();
        assertThat(counts(row(0), 12, new Cost(900, 21, 301))).isTrue();
        assertThat(counts(row(0), 13, new Cost(100, 22, 302))).isTrue();
        assertThat(told).isEmpty();

        refused.tellBefore(row(1).second());
        assertThat(told).containsExactly(record(11, new Cost(1_500, 63, 903), 3, 900));
    }

    @Test
    void callsThatDifferInWhoWhatWhyOrWhenAreNotAddedUp() {
        var rows = List.of(
                row(0),
                row(1),
                row(KEY, TenantId.PLATFORM, "GET", "/v1/accounts", ProblemCode.VALIDATION_FAILED, 0),
                row(KEY, TenantId.PLATFORM, "POST", "/v1/keys", ProblemCode.VALIDATION_FAILED, 0),
                row(KEY, TenantId.PLATFORM, "POST", "/v1/accounts", ProblemCode.MALFORMED_BODY, 0),
                row(KEY, new TenantId(new UUID(2, 2)), "POST", "/v1/accounts", ProblemCode.VALIDATION_FAILED, 0),
                row(
                        new KeyId(new UUID(3, 3)),
                        TenantId.PLATFORM,
                        "POST",
                        "/v1/accounts",
                        ProblemCode.VALIDATION_FAILED,
                        0));
        for (var row : rows) for (int i = 1; i <= 11; i++) counts(row, i, COST);
        refused.tellBefore(Long.MAX_VALUE);
        assertThat(told)
                .hasSize(rows.size())
                .allSatisfy(record -> assertThat(record.getCalls()).isEqualTo(1));
    }

    @Test
    void aSecondIsToldWhenItIsOverAndOnlyOnce() {
        for (int i = 1; i <= 20; i++) counts(row(0), i, COST);
        refused.tellBefore(row(0).second());
        assertThat(told).isEmpty();
        refused.tellBefore(row(1).second());
        refused.tellBefore(row(2).second());
        assertThat(told).singleElement().extracting(UsageRequest::getCalls).isEqualTo(10);
    }

    @Test
    void whatWasCountedIsToldWhenItStops() {
        refused.start();
        for (int i = 1; i <= 11; i++) counts(row(Instant.MAX.getEpochSecond() - NOW.getEpochSecond() - 1), i, COST);
        refused.stop();
        assertThat(told).singleElement().extracting(UsageRequest::getCalls).isEqualTo(1);
    }

    @Test
    void whatFindsNoRoomHasARecordOfItsOwn() {
        for (int i = 0; i < RefusedCalls.ROWS_MAX; i++) counts(row(i), 1, COST);
        for (int i = 1; i <= 20; i++) {
            assertThat(counts(row(RefusedCalls.ROWS_MAX), i, COST)).isFalse();
        }
    }

    // Four threads count while a fifth tells, as when a call ends late in its second.
    @Test
    void noCallIsLostOrToldTwice() throws Exception {
        var alone = new LongAdder();
        int threads = 4;
        int calls = 50_000;
        try (var pool = Executors.newFixedThreadPool(threads + 1)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(() -> {
                    for (int i = 0; i < calls; i++) if (!counts(row(0), i, COST)) alone.increment();
                });
            }
            pool.execute(() -> {
                for (int i = 0; i < 1_000; i++) refused.tellBefore(Long.MAX_VALUE);
            });
            pool.shutdown();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        refused.tellBefore(Long.MAX_VALUE);
        long together = told.stream().mapToLong(UsageRequest::getCalls).sum();
        assertThat(alone.sum() + together).isEqualTo((long) threads * calls);
        assertThat(told.stream().mapToLong(UsageRequest::getRequestBytes).sum()).isEqualTo(together * 20);
    }

    private boolean counts(Row row, int number, Cost cost) {
        return refused.counts(row, cost, () -> record(number, cost, 1, cost.latencyMicros()));
    }

    private static Row row(long second) {
        return row(KEY, TenantId.PLATFORM, "POST", "/v1/accounts", ProblemCode.VALIDATION_FAILED, second);
    }

    private static Row row(KeyId key, TenantId tenant, String method, String route, ProblemCode code, long second) {
        return new Row(key, tenant, Environment.LIVE, method, route, code, NOW.getEpochSecond() + second);
    }

    private static UsageRequest record(int number, Cost cost, int calls, long slowest) {
        return new UsageRequest(
                "req_" + number,
                "ten_1",
                "live",
                "key_1",
                "POST",
                "/v1/accounts",
                422,
                cost.latencyMicros(),
                cost.requestBytes(),
                cost.responseBytes(),
                "127.0.0.1",
                null,
                NOW,
                calls,
                slowest);
    }
}
