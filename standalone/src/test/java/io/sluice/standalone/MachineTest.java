package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker, the database and the registry, started once for all of these. */
class MachineTest {
    private static final String PASSWORD = "a-long-password";

    @TempDir
    private static Path data;

    private static TestMachine machine;
    private static Launch launch;

    @TempDir
    private static Path certificates;

    private static TestCertificate certificate;

    @BeforeAll
    static void startTwice() throws Exception {
        certificate = TestCertificate.make(certificates.resolve("own"));
        var both = TestMachine.on(data)
                .with(Map.of(
                        "SLUICE_READER_PORT",
                        "0",
                        "SLUICE_READERS",
                        "analyst:" + PASSWORD + ",former:" + PASSWORD,
                        "SLUICE_TLS_CERTIFICATE",
                        certificate.chain().toString(),
                        "SLUICE_TLS_PRIVATE_KEY",
                        certificate.privateKey().toString()));
        launch = both.launch();
        both.keepSomethingEverywhere();
        TestMachine.stop(launch);
        machine = both.with(Map.of("SLUICE_READERS", "analyst:" + PASSWORD));
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

    // Its connections died with PostgreSQL, and it must not hand them out.
    @Test
    void theRegistryAnswersAsSoonAsPostgresIsBack() throws Exception {
        var postgres = ProcessHandle.current()
                .children()
                .filter(MachineTest::isPostgres)
                .toList();
        assertThat(postgres).hasSize(1);
        postgres.getFirst().destroyForcibly();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> machine.row().equals("row"));
        assertThat(machine.register("{'name':'a','type':'string'}")).isEqualTo(200);
    }

    // As while PostgreSQL still recovers: the registry's process ends at once then.
    @Test
    void startsTheRegistryAgainUntilItsDatabaseLetsItIn() throws Exception {
        var processes = ProcessHandle.current().children().toList();
        var log = data.resolve("logs/registry.log");
        long refusals = refusals(log);
        letTheRegistryIn(false);
        processes.stream().filter(child -> !isPostgres(child)).forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(30)).until(() -> refusals(log) > refusals);
        letTheRegistryIn(true);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(machine.findWhatWasKept()).containsExactly("record", "row", "[1]"));
    }

    private static long refusals(Path log) throws IOException {
        return Files.readString(log).split("is not currently accepting connections", -1).length;
    }

    private static void letTheRegistryIn(boolean in) throws Exception {
        var password = machine.secrets().value(Secret.SUPERUSER_PASSWORD);
        try (var connection = machine.connect(PostgresRoles.SUPERUSER, password);
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE registry ALLOW_CONNECTIONS " + in);
        }
    }

    private static boolean isPostgres(ProcessHandle child) {
        return child.info().command().orElse("").endsWith("/postgres");
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> machine.connect(PostgresRoles.WORKER, "wrong"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void letsAReaderInOverTlsAndShowsNoTopicThatIsNotPublic() throws Exception {
        try (var admin = reader("analyst", certificate)) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void forgetsAReaderWhoIsNoLongerNamed() throws Exception {
        try (var admin = reader("former", certificate);
                var ours = Admin.create(machine.kafka())) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
            assertThat(ours.describeAcls(AclBindingFilter.ANY).values().get())
                    .isNotEmpty()
                    .allSatisfy(right -> assertThat(right.entry().principal()).isEqualTo("User:analyst"));
        }
    }

    @Test
    void isNotTakenForAnotherByAReaderWhoLooksAtItsCertificate() throws Exception {
        try (var admin = reader("analyst", TestCertificate.make(certificates.resolve("another")))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    private static Admin reader(String name, TestCertificate trusted) {
        return Admin.create(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + machine.settings().readers().orElseThrow().port(),
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted.chain().toString(),
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(name, PASSWORD)));
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
