package io.sluice.system.faults;

import static io.sluice.system.faults.Ledger.RECOVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Kafka;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Nothing acknowledged is lost or applied twice, whatever is killed. Under a steady load every part is killed in turn
 * with {@code kill -9}, the worker also inside its database transaction and between commit and publication; then what
 * was acknowledged is compared with what exists.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillEveryPartTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static Cluster cluster;
    private static Kafka kafka;
    private static Load load;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        System.out.printf("kill test: -Dseed=%d replays its requests%n", SEED);
        cluster = Cluster.start();
        kafka = cluster.kafka();
        load = new Load(cluster.admin(), 4, SEED);
        ledger = new Ledger(cluster, kafka, load);
        load.begin();
    }

    @AfterAll
    static void stop() {
        kafka.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void nothingAcknowledgedIsLostOrAppliedTwiceWhateverIsKilled() throws Exception {
        ledger.awaitProgress();
        for (var kill : Kill.values()) {
            if (kill == Kill.POSTGRES) backUp();
            kill.strike(cluster, ledger);
        }
        ledger.finish();
        ledger.everythingAcknowledgedHappenedOnce();
    }

    @Test
    @Order(2)
    void eachOfThousandsThatExpireTogetherIsToldOnceWhateverIsKilled() {
        new ExpiriesUnderKills(cluster, kafka).run();
    }

    @Test
    @Order(3)
    void aDatabaseRestoredFromABackupCatchesUp() throws SQLException {
        cluster.process(Cluster.WORKER).kill();
        restore();
        long missing = ledger.inFlight();
        System.out.printf("kill test: restored: %d commands missing in the backup%n", missing);
        assertThat(missing).isPositive();
        cluster.start(Cluster.WORKER);
        ledger.awaitSettled();
        ledger.eachAccountExistsOnceWithEachRenewalAppliedOnce();
    }

    // Last, because nothing that is behind it in its partition is applied until a newer worker comes.
    @Test
    @Order(4)
    void aCommandThatThisVersionDoesNotKnowIsWaitedWithAndNeverDropped() {
        var id = Commands.newId();
        var header = Commands.header(id, "account.teleport", new AccountId(id.value()).text());
        kafka.publish(
                Topics.ACCOUNT_COMMANDS,
                header,
                AccountCommand.newBuilder().setHeader(header).build());
        await().atMost(RECOVERY).until(() -> cluster.log(Cluster.WORKER).contains("too old for the command"));
        assertThat(kafka.records(Topics.ACCOUNT_COMMANDS.deadLetters())).isEmpty();
        assertThat(kafka.read(Topics.COMMAND_RESULTS, result -> result.getId().equals(id.text())))
                .isEmpty();
        assertThat(cluster.process(Cluster.WORKER).isAlive()).isTrue();
    }

    /** In one snapshot, so that the tables agree with each other as in a real backup. */
    private static void backUp() throws SQLException {
        inOneSnapshot("""
                CREATE SCHEMA backup;
                CREATE TABLE backup.account AS TABLE core.account;
                CREATE TABLE backup.command AS TABLE core.command;
                CREATE TABLE backup.scheduled_command AS TABLE core.scheduled_command;
                CREATE TABLE backup.applied_offset AS TABLE core.applied_offset;
                """);
    }

    private static void restore() throws SQLException {
        inOneSnapshot("""
                TRUNCATE core.account, core.command, core.scheduled_command, core.applied_offset;
                DO $$ DECLARE stored text; BEGIN
                    SELECT string_agg(column_name, ', ') INTO stored FROM information_schema.columns
                     WHERE table_schema = 'core' AND table_name = 'account' AND is_generated = 'NEVER';
                    EXECUTE format('INSERT INTO core.account (%1$s) SELECT %1$s FROM backup.account', stored);
                END $$;
                INSERT INTO core.command TABLE backup.command;
                INSERT INTO core.scheduled_command OVERRIDING SYSTEM VALUE TABLE backup.scheduled_command;
                INSERT INTO core.applied_offset TABLE backup.applied_offset;
                """);
    }

    private static void inOneSnapshot(String statements) throws SQLException {
        try (var connection = cluster.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            statement.execute(statements);
            connection.commit();
        }
    }
}
