package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Kafka;
import java.time.Duration;

/**
 * Many accounts expire in the same second while two workers sweep, one is killed in the middle of it, and then both
 * between the commit and the publication of what they swept.
 */
final class ExpiriesUnderKills {
    private static final int COUNT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Kafka kafka;

    ExpiriesUnderKills(Cluster cluster, Kafka kafka) {
        this.cluster = cluster;
        this.kafka = kafka;
    }

    void run() {
        cluster.start(Cluster.OTHER_WORKER);
        await().atMost(PATIENCE).until(() -> slotsHeld() == 2);
        make();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> expired() > COUNT / 10);
        cluster.process(Cluster.WORKER).kill();
        System.out.printf("kill test: sweeper killed with %d of %d accounts to go%n", COUNT - expired(), COUNT);

        killBothBetweenCommitAndPublication();
        cluster.start(Cluster.WORKER);
        await().atMost(PATIENCE).until(() -> expired() == COUNT);
        await().atMost(PATIENCE).until(() -> batchesUntold() == 0);
        eachAccountHasOneEvent();
    }

    /** The broker is held still, so what the sweeper commits cannot have been published. */
    private void killBothBetweenCommitAndPublication() {
        cluster.process(Cluster.BROKER).pause();
        await().atMost(PATIENCE).until(() -> batchesUntold() > 0);
        cluster.process(Cluster.OTHER_WORKER).kill();
        cluster.process(Cluster.BROKER).resume();
        long untold = batchesUntold();
        System.out.printf("kill test: sweeper between commit and publication: %d batches left behind%n", untold);
        assertThat(untold).isPositive();
        assertThat(expired()).as("to go").isLessThan(COUNT);
    }

    private void make() {
        cluster.database().sql("""
                        INSERT INTO core.account (id, number, tenant_id, environment, username, password_ciphertext,
                                                  protocol, state, expires_at, created_at, updated_at, version)
                        SELECT gen_random_uuid(), 1000000000 + n, '00000000-0000-0000-0000-000000000001', 'live',
                               'expiring-' || n, '', 'vless', 'active', now() + interval '1 second', now(), now(), 1
                          FROM generate_series(1, :count) AS n
                        """).param("count", COUNT).update();
    }

    private long slotsHeld() {
        return count("core.outbox_slot WHERE leased_until > now()");
    }

    private long expired() {
        return count("core.account WHERE username LIKE 'expiring-%' AND state = 'expired'");
    }

    private long batchesUntold() {
        return count("core.outbox");
    }

    private long count(String what) {
        return cluster.database()
                .sql("SELECT count(*) FROM " + what)
                .query(Long.class)
                .single();
    }

    private void eachAccountHasOneEvent() {
        var events = kafka.read(Topics.ACCOUNT_EVENTS, event -> event.getType().equals("account.expired"));
        assertThat(events).hasSize(COUNT);
        assertThat(events).extracting(AccountEvent::getId).doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.getAccount().getId()).doesNotHaveDuplicates();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getAccount().getState()).isEqualTo("expired");
            assertThat(event.getAccount().getVersion()).isEqualTo(2);
        });
    }
}
