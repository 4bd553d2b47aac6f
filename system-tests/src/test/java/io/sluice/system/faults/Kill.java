package io.sluice.system.faults;

import static io.sluice.system.faults.Ledger.RECOVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Cluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;

/** The ways to kill a part under load. After each, commands are acknowledged and settled again. */
enum Kill {
    WORKER {
        @Override
        void strike(Cluster cluster, Ledger ledger) {
            killAndRestart(Cluster.WORKER, cluster, ledger);
        }
    },
    BROKER {
        @Override
        void strike(Cluster cluster, Ledger ledger) {
            killAndRestart(Cluster.BROKER, cluster, ledger);
        }
    },
    INGRESS {
        @Override
        void strike(Cluster cluster, Ledger ledger) {
            killAndRestart(Cluster.INGRESS, cluster, ledger);
        }
    },
    REGISTRY {
        @Override
        void strike(Cluster cluster, Ledger ledger) {
            killAndRestart(Cluster.REGISTRY, cluster, ledger);
        }
    },
    /** Its launcher starts it again. */
    POSTGRES {
        @Override
        void strike(Cluster cluster, Ledger ledger) {
            ledger.awaitInFlight(Cluster.POSTGRES);
            cluster.killPostgres();
            ledger.awaitProgress();
        }
    },
    /** A lock of ours holds the worker inside its transaction, so that the kill meets it there. */
    WORKER_INSIDE_ITS_TRANSACTION {
        @Override
        void strike(Cluster cluster, Ledger ledger) throws SQLException {
            try (var lock = lockCommands(cluster)) {
                awaitWorkerBlocked(cluster);
                ledger.awaitInFlight("worker inside its transaction");
                cluster.process(Cluster.WORKER).kill();
                lock.rollback();
            }
            cluster.start(Cluster.WORKER);
            ledger.awaitProgress();
        }
    },
    WORKER_BETWEEN_COMMIT_AND_PUBLICATION {
        @Override
        void strike(Cluster cluster, Ledger ledger) throws SQLException {
            commitWhileTheBrokerIsHeld(cluster, ledger);
            cluster.process(Cluster.WORKER).kill();
            cluster.process(Cluster.BROKER).resume();
            long recorded = ledger.recorded();
            long published = await("results before the kill")
                    .atMost(RECOVERY)
                    .ignoreExceptions()
                    .until(() -> (long) ledger.outcomes().size(), count -> count > 0);
            System.out.printf(
                    "kill test: worker between commit and publication: %d commands committed and not published%n",
                    recorded - published);
            assertThat(recorded - published).isPositive();
            cluster.start(Cluster.WORKER);
            ledger.awaitProgress();
        }
    },
    /**
     * A machine that is suspended in the middle of telling wakes up to a transaction that the broker has ended. What
     * was committed in the database must be told all the same.
     */
    WORKER_SUSPENDED_UNTIL_ITS_TRANSACTION_ENDED {
        @Override
        void strike(Cluster cluster, Ledger ledger) throws SQLException {
            int ended = 0;
            // Sometimes it is suspended before it has begun to tell, and then there is nothing to end.
            for (int attempt = 0; ended == 0 && attempt < ATTEMPTS; attempt++) {
                commitWhileTheBrokerIsHeld(cluster, ledger);
                cluster.process(Cluster.WORKER).pause();
                cluster.process(Cluster.BROKER).resume();
                ended = endedByBroker(cluster);
                cluster.process(Cluster.WORKER).resume();
                ledger.awaitProgress();
            }
            System.out.printf("kill test: worker suspended: %d transactions ended by the broker%n", ended);
            assertThat(ended).as("transactions ended by the broker").isPositive();
        }
    };

    private static final int ATTEMPTS = 5;

    abstract void strike(Cluster cluster, Ledger ledger) throws SQLException;

    private static void killAndRestart(String part, Cluster cluster, Ledger ledger) {
        ledger.awaitInFlight(part);
        cluster.process(part).kill();
        cluster.start(part);
        ledger.awaitProgress();
    }

    /** The broker is held still while the worker commits, so what it committed cannot have been published. */
    private static void commitWhileTheBrokerIsHeld(Cluster cluster, Ledger ledger) throws SQLException {
        long before;
        try (var lock = lockCommands(cluster)) {
            awaitWorkerBlocked(cluster);
            before = ledger.recorded();
            cluster.process(Cluster.BROKER).pause();
            lock.rollback();
        }
        await("a commit").atMost(RECOVERY).until(() -> ledger.recorded() > before);
    }

    /** How many transactions were open, once none is any longer; none where nothing was sent to the broker. */
    private static int endedByBroker(Cluster cluster) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            int open = await("the broker")
                    .atMost(RECOVERY)
                    .pollDelay(Duration.ofSeconds(2))
                    .ignoreExceptions()
                    .until(() -> open(admin), count -> true);
            await("the end of it").atMost(RECOVERY).until(() -> open(admin) == 0);
            return open;
        }
    }

    private static int open(Admin admin) throws ExecutionException, InterruptedException {
        var open = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        return admin.listTransactions(open).all().get().size();
    }

    /** Holds still whoever wants to record a command, until it is rolled back. */
    static Connection lockCommands(Cluster cluster) throws SQLException {
        var connection = cluster.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE core.command IN SHARE ROW EXCLUSIVE MODE");
        }
        return connection;
    }

    static void awaitWorkerBlocked(Cluster cluster) {
        await("a worker that waits for the lock")
                .atMost(RECOVERY)
                .until(() -> cluster.database()
                        .sql("SELECT count(*) > 0 FROM pg_stat_activity"
                                + " WHERE usename = 'sluice_worker' AND wait_event_type = 'Lock'")
                        .query(Boolean.class)
                        .single());
    }
}
