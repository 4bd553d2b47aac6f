package io.sluice.system.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts end in time however many do so together, and a renewal meanwhile does not wait for them. */
@Tag("nightly")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpiryNightlyTest {
    private static final String ACTIVE = "environment = 'test' AND state = 'active' AND number > 1000000000";

    /** In the words of the index that the sweep goes by, so that counting does not walk a million rows. */
    private static final String TO_END = "state IN ('active', 'limited') AND remark = 'ending'"
            + " AND least(expires_at, traffic_resets_at) <= now() + interval '5 minutes'";

    /** Of those that were made, some have ended since; they are not to be among those that are counted. */
    private static final String DUE =
            "state IN ('active', 'limited') AND least(expires_at, traffic_resets_at) <= now()";

    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static JdbcClient database;
    private static Api shop;

    @BeforeAll
    static void make() {
        MillionAccounts.shared();
        database = Sluice.shared().database();
        await().atMost(Duration.ofMinutes(5)).until(() -> count(DUE) == 0);
        shop = Sluice.shared().admin().waiting();
    }

    @Test
    @Order(1)
    void aMillionAnHourEndWithinTheSecondsPromised() throws InterruptedException {
        int count = 1_000_000 / 60;
        expire(count, "now() + interval '2 seconds' + random() * interval '1 minute'");
        var renewals = renewUntilEnded(Duration.ofSeconds(90));
        report("a million an hour, for a minute", count, renewals);
        assertThat(lateness(1)).isLessThan(PROMISED);
    }

    @Test
    @Order(2)
    void aHundredThousandEndInTheSameSecond() throws InterruptedException {
        expire(100_000, "date_trunc('second', now()) + interval '3 seconds'");
        var renewals = renewUntilEnded(Duration.ofMinutes(2));
        report("100,000 in the same second", 100_000, renewals);
    }

    @Test
    @Order(3)
    void aBacklogOfADayIsWorkedOff() throws InterruptedException {
        int count = count(ACTIVE);
        expire(count, "now() - random() * interval '1 day'");
        long start = System.nanoTime();
        var renewals = renewUntilEnded(Duration.ofMinutes(5));
        System.out.printf("a backlog of %d: worked off in %.1f s%n", count, (System.nanoTime() - start) / 1e9);
        report("a backlog of a day", count, renewals);
    }

    /** Gives that many active accounts this expiry, and marks them by their remark. */
    private static void expire(int count, String when) {
        database.sql("UPDATE core.account SET remark = NULL WHERE remark = 'ending'")
                .update();
        database.sql("UPDATE core.account SET remark = 'ending', expires_at = " + when
                        + " WHERE id IN (SELECT id FROM core.account WHERE " + ACTIVE + " LIMIT :count)")
                .param("count", count)
                .update();
    }

    /** How long renewals took while the others ended. */
    private static Durations renewUntilEnded(Duration patience) throws InterruptedException {
        var account = shop.post(
                        "/v1/accounts", "{\"username\":\"" + Sluice.unique("renewed") + "\",\"expire_days\":30}")
                .text("/id");
        var durations = new Durations();
        var ended = new AtomicBoolean();
        var renewing = Thread.ofVirtual().start(() -> {
            while (!ended.get()) {
                durations.measure(() -> shop.post("/v1/accounts/" + account + "/renew", "{\"extend_days\":1}"));
            }
        });
        await().atMost(patience).pollInterval(Duration.ofMillis(200)).until(() -> count(TO_END) == 0);
        ended.set(true);
        renewing.join();
        return durations;
    }

    private static void report(String what, int count, Durations renewals) {
        System.out.printf(
                "%s: %d accounts, late p50 %d ms, p99 %d ms, at most %d ms; renewals meanwhile %s%n",
                what,
                count,
                lateness(0.5).toMillis(),
                lateness(0.99).toMillis(),
                lateness(1).toMillis(),
                renewals);
    }

    /** How long after its instant an account of this share was ended. */
    private static Duration lateness(double share) {
        return Duration.ofMillis(database.sql("""
                        SELECT 1000 * extract(epoch FROM percentile_disc(:share)
                                                             WITHIN GROUP (ORDER BY updated_at - expires_at))
                          FROM core.account
                         WHERE remark = 'ending'
                        """)
                .param("share", share)
                .query(Double.class)
                .single()
                .longValue());
    }

    private static int count(String which) {
        return database.sql("SELECT count(*) FROM core.account WHERE " + which)
                .query(Integer.class)
                .single();
    }
}
