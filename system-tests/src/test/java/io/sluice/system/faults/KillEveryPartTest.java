package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Kafka;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
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
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static Cluster cluster;
    private static Kafka kafka;
    private static Load load;

    @BeforeAll
    static void start() {
        System.out.printf("kill test: -Dseed=%d replays its requests%n", SEED);
        cluster = Cluster.start();
        kafka = cluster.kafka();
        load = new Load(cluster.admin(), 4, SEED);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void nothingAcknowledgedIsLostOrAppliedTwiceWhateverIsKilled() throws Exception {
        progress();
        kill(Cluster.WORKER);
        kill(Cluster.BROKER);
        kill(Cluster.INGRESS);
        backUp();
        killPostgres();
        killWorkerInsideItsTransaction();
        killWorkerBetweenCommitAndPublication();
        suspendWorkerUntilTheBrokerEndsItsTransaction();
        load.finish();
        System.out.printf(
                "kill test: %d commands acknowledged, %d requests repeated%n",
                load.acknowledged().size(), load.repetitions());
        await().atMost(RECOVERY).until(() -> inFlight() == 0);
        eachCommandHasOneOutcome(awaitResults());
        eachAccountExistsOnceWithEachRenewalAppliedOnce();
        eachChangeHasOneEvent();
    }

    @Test
    @Order(2)
    void aDatabaseRestoredFromABackupCatchesUp() throws SQLException {
        cluster.process(Cluster.WORKER).kill();
        restore();
        long missing = inFlight();
        System.out.printf("kill test: restored: %d commands missing in the backup%n", missing);
        assertThat(missing).isPositive();
        cluster.start(Cluster.WORKER);
        await().atMost(RECOVERY).until(() -> inFlight() == 0);
        eachAccountExistsOnceWithEachRenewalAppliedOnce();
    }

    // Last, because nothing that is behind it in its partition is applied until a newer worker comes.
    @Test
    @Order(3)
    void aCommandThatThisVersionDoesNotKnowIsWaitedWithAndNeverDropped() {
        var id = Commands.newId();
        var header = Commands.header(id, "account.teleport", new AccountId(id.value()).text());
        kafka.publish(
                Topics.ACCOUNT_COMMANDS,
                header,
                AccountCommand.newBuilder().setHeader(header).build());
        await().atMost(RECOVERY).until(() -> cluster.log(Cluster.WORKER).contains("too old for the command"));
        assertThat(kafka.records(Topics.ACCOUNT_COMMANDS.deadLetters())).isEmpty();
        assertThat(results()).doesNotContainKey(id.text());
        assertThat(cluster.process(Cluster.WORKER).isAlive()).isTrue();
    }

    /** In one snapshot, so that the tables agree with each other as in a real backup. */
    private static void backUp() throws SQLException {
        inOneSnapshot("""
                CREATE SCHEMA backup;
                CREATE TABLE backup.account AS TABLE core.account;
                CREATE TABLE backup.command AS TABLE core.command;
                CREATE TABLE backup.applied_offset AS TABLE core.applied_offset;
                """);
    }

    private static void restore() throws SQLException {
        inOneSnapshot("""
                TRUNCATE core.account, core.command, core.applied_offset;
                INSERT INTO core.account TABLE backup.account;
                INSERT INTO core.command TABLE backup.command;
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

    private static void kill(String part) {
        awaitInFlight(part);
        cluster.process(part).kill();
        cluster.start(part);
        progress();
    }

    private static void killPostgres() {
        awaitInFlight(Cluster.POSTGRES);
        cluster.killPostgres();
        progress();
    }

    /** A lock of ours holds the worker inside its transaction, so that the kill meets it there. */
    private static void killWorkerInsideItsTransaction() throws SQLException {
        try (var lock = lockCommands()) {
            awaitWorkerBlocked();
            awaitInFlight("worker inside its transaction");
            cluster.process(Cluster.WORKER).kill();
            lock.rollback();
        }
        cluster.start(Cluster.WORKER);
        progress();
    }

    /** The broker is held still while the worker commits, so what it committed cannot have been published. */
    private static void killWorkerBetweenCommitAndPublication() throws SQLException {
        long before;
        try (var lock = lockCommands()) {
            awaitWorkerBlocked();
            before = settled();
            cluster.process(Cluster.BROKER).pause();
            lock.rollback();
        }
        await().atMost(RECOVERY).until(() -> settled() > before);
        cluster.process(Cluster.WORKER).kill();
        cluster.process(Cluster.BROKER).resume();
        long settled = settled();
        long published = await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> (long) results().size(), count -> count > 0);
        System.out.printf(
                "kill test: worker between commit and publication: %d commands committed and not published%n",
                settled - published);
        assertThat(settled - published).isPositive();
        cluster.start(Cluster.WORKER);
        progress();
    }

    /**
     * A machine that is suspended in the middle of telling wakes up to a transaction that the broker has ended. What
     * was committed in the database must be told all the same.
     */
    private static void suspendWorkerUntilTheBrokerEndsItsTransaction() throws SQLException {
        long before;
        try (var lock = lockCommands()) {
            awaitWorkerBlocked();
            before = settled();
            cluster.process(Cluster.BROKER).pause();
            lock.rollback();
        }
        await().atMost(RECOVERY).until(() -> settled() > before);
        cluster.process(Cluster.WORKER).pause();
        cluster.process(Cluster.BROKER).resume();
        System.out.printf("kill test: worker suspended: %d transactions ended by the broker%n", endedByBroker());
        cluster.process(Cluster.WORKER).resume();
        progress();
    }

    /** How many transactions were open, once none is any longer. */
    private static int endedByBroker() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            int open = await().atMost(RECOVERY).ignoreExceptions().until(() -> open(admin), count -> count > 0);
            await().atMost(RECOVERY).until(() -> open(admin) == 0);
            return open;
        }
    }

    private static int open(Admin admin) throws ExecutionException, InterruptedException {
        var open = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        return admin.listTransactions(open).all().get().size();
    }

    private static Connection lockCommands() throws SQLException {
        var connection = cluster.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE core.command IN SHARE ROW EXCLUSIVE MODE");
        }
        return connection;
    }

    private static void awaitWorkerBlocked() {
        await().atMost(RECOVERY)
                .until(() -> cluster.database()
                        .sql("SELECT count(*) > 0 FROM pg_stat_activity"
                                + " WHERE usename = 'sluice_worker' AND wait_event_type = 'Lock'")
                        .query(Boolean.class)
                        .single());
    }

    /** Waits for a moment at which something is under way, says how much, and returns at once. */
    private static void awaitInFlight(String part) {
        long inFlight = await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> inFlight() + load.unanswered(), count -> count > 0);
        System.out.printf("kill test: %tT %s: %d commands in flight%n", System.currentTimeMillis(), part, inFlight);
    }

    private static long inFlight() {
        // In this order: a command that is settled after the first look is not counted as if it were under way.
        long acknowledged = load.acknowledged().size();
        return acknowledged - settled();
    }

    private static long settled() {
        return cluster.database()
                .sql("SELECT count(*) FROM core.command WHERE type LIKE 'account.%' AND outcome IS NOT NULL")
                .query(Long.class)
                .single();
    }

    /** Returns when requests are acknowledged and commands settled again. */
    private static void progress() {
        int acknowledged = load.acknowledged().size();
        await().atMost(RECOVERY).until(() -> load.acknowledged().size() > acknowledged + 200);
        var sofar = Set.copyOf(load.acknowledged().keySet());
        await().atMost(RECOVERY).ignoreExceptions().until(() -> settled() >= sofar.size());
    }

    private static Map<String, Set<CommandResult>> results() {
        var results = new HashMap<String, Set<CommandResult>>();
        kafka.read(Topics.COMMAND_RESULTS, result -> result.getType().startsWith("account."))
                .forEach(result -> results.computeIfAbsent(result.getId(), id -> new HashSet<>())
                        .add(result));
        return results;
    }

    private static Map<String, Set<CommandResult>> awaitResults() {
        return await().atMost(RECOVERY)
                .until(
                        () -> results(),
                        results ->
                                results.keySet().containsAll(load.acknowledged().keySet()));
    }

    private static void eachCommandHasOneOutcome(Map<String, Set<CommandResult>> results) {
        assertThat(results.keySet()).isEqualTo(load.acknowledged().keySet());
        assertThat(results.values()).allSatisfy(outcomes -> {
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.getStatus()).as(outcome.toString()).isEqualTo("succeeded");
            });
        });
    }

    private static void eachAccountExistsOnceWithEachRenewalAppliedOnce() {
        var days = cluster
                .database()
                .sql("SELECT username, created_at, expires_at FROM core.account")
                .query((row, at) -> Map.entry(
                        row.getString("username"),
                        Duration.between(
                                        row.getObject("created_at", OffsetDateTime.class),
                                        row.getObject("expires_at", OffsetDateTime.class))
                                .toDays()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var expected = load.accounts().values().stream()
                .collect(Collectors.toMap(account -> account.username, account -> 30L + account.daysAdded.get()));
        assertThat(days).isEqualTo(expected);
    }

    private static void eachChangeHasOneEvent() {
        var events = new HashSet<>(kafka.read(Topics.ACCOUNT_EVENTS, event -> true));
        var commands = events.stream().map(AccountEvent::getCommandId).collect(Collectors.toSet());
        assertThat(commands).isEqualTo(load.acknowledged().keySet());
        assertThat(events).hasSize(commands.size());
    }
}
