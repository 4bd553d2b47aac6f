package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker, the database and the registry, started once for all of these. */
class MachineTest {
    @TempDir
    private static Path data;

    private static TestMachine machine;
    private static Launch launch;

    @BeforeAll
    static void startTwice() throws Exception {
        machine = TestMachine.on(data);
        launch = machine.launch();
        machine.keepSomethingEverywhere();
        TestMachine.stop(launch);
        launch = machine.launch();
    }

    @AfterAll
    static void stop() throws Exception {
        TestMachine.stop(launch);
    }

    @Test
    void keepsRecordsRowsAndSchemasOverARestart() throws Exception {
        assertThat(machine.findWhatWasKept()).containsExactly("record", "row", "[1]");
    }

    /** PostgreSQL and the registry are the only processes below this one. */
    @Test
    void startsAgainWhatWasKilled() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(machine.findWhatWasKept()).containsExactly("record", "row", "[1]"));
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> machine.connect(PostgresRoles.WORKER, "wrong"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void makesRowsDurable() throws Exception {
        try (var connection = machine.connect(Service.Role.WORKER)) {
            assertThat(TestMachine.first(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(TestMachine.first(connection, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void letsTheIngressReadOnly() throws Exception {
        try (var connection = machine.connect(Service.Role.INGRESS);
                var statement = connection.createStatement()) {
            assertThat(TestMachine.first(connection, "SHOW default_transaction_read_only"))
                    .isEqualTo("on");
            assertThatThrownBy(() -> statement.execute("CREATE SCHEMA mine")).hasMessageContaining("read-only");
            statement.execute("SET default_transaction_read_only = off");
            assertThatThrownBy(() -> statement.execute("CREATE SCHEMA mine")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void refusesASchemaThatBreaksReaders() throws Exception {
        assertThat(machine.register("{'name':'b','type':'int'}")).isEqualTo(409);
    }
}
