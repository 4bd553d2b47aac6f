package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KafkaSecurity;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.RegistryConnection;
import io.sluice.schemas.RegistryUnavailableException;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All services, with a Kafka, a PostgreSQL and a registry that want TLS and a password. */
class SecureConnectionsTest {
    /** The key of the administrator is on its way from the worker while the ingress is ready already. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String PASSWORD = "the \"password\" of services";
    private static final String LOGIN = "sluice:a:password";
    private static final String ADMIN_KEY = KeySecret.generate("sk_live_").reveal();
    private static final List<ServiceContext> SERVICES = new ArrayList<>();

    @TempDir
    private static Path data;

    @TempDir
    private static Path certificates;

    private static TestCertificate certificate;
    private static TestCertificate another;
    private static TestMachine machine;
    private static Launch launch;
    private static SecureRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(certificates.resolve("own"));
        another = TestCertificate.make(certificates.resolve("another"));
        machine = TestMachine.on(data)
                .with(Map.of(
                        "SLUICE_READER_PORT",
                        "0",
                        "SLUICE_READERS",
                        "services:" + PASSWORD,
                        "SLUICE_TLS_CERTIFICATE",
                        certificate.chain().toString(),
                        "SLUICE_TLS_PRIVATE_KEY",
                        certificate.privateKey().toString(),
                        // Whoever comes in shows the other certificate, besides a password.
                        "SLUICE_READER_CA",
                        another.chain().toString()));
        launch = machine.launch();
        demandTlsOfDatabaseClients();
        letServicesDoEverythingInKafka();
        registry = new SecureRegistry(machine.settings().registryUrl(), certificate, LOGIN);
        startServices();
    }

    @AfterAll
    static void stop() throws Exception {
        for (var service : SERVICES) service.stop(Duration.ZERO);
        registry.close();
        TestMachine.stop(launch);
    }

    @Test
    void carryACommandToItsOutcomeAndACallToItsRollup() throws Exception {
        var account = HttpRequest.BodyPublishers.ofString("{\"username\":\"secure\"}");
        await().atMost(SOON).until(() -> status(request().POST(account)) == 201);
        try (var admin = Admin.create(machine.kafka())) {
            await().atMost(SOON).until(() -> rollups(admin) > 0);
        }
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + machine.settings().httpPort() + "/v1/accounts"))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=20");
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static long rollups(Admin admin) throws Exception {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (int i = 0; i < Topics.USAGE_ROLLUPS_MINUTE.partitions(); i++) {
            ends.put(new TopicPartition(Topics.USAGE_ROLLUPS_MINUTE.name(), i), OffsetSpec.latest());
        }
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Test
    void everyConnectionToTheDatabaseIsEncrypted() throws Exception {
        await().atMost(SOON).until(() -> status(request().GET()) == 200);
        try (var connection = database("verify-full", certificate);
                var statement = connection.createStatement();
                var users = statement.executeQuery("""
                        SELECT usename, bool_and(ssl) AS encrypted
                          FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                         WHERE usename IN ('sluice_worker', 'sluice_ingress')
                         GROUP BY usename ORDER BY usename
                        """)) {
            var encrypted = new ArrayList<String>();
            while (users.next()) encrypted.add(users.getString("usename") + " " + users.getBoolean("encrypted"));
            assertThat(encrypted).containsExactly("sluice_ingress true", "sluice_worker true");
        }
    }

    @Test
    void aDatabaseOrAClientThatIsNotWhatItShouldBeIsRefused() {
        assertThatThrownBy(() -> database("disable", certificate))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("pg_hba.conf");
        assertThatThrownBy(() -> database("verify-full", another))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("PKIX");
    }

    @Test
    void aBrokerOrAClientThatIsNotWhatItShouldBeIsRefused() {
        try (var admin = kafka("wrong", certificate, another)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
        try (var admin = kafka(PASSWORD, another, another)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
        try (var admin = kafka(PASSWORD, certificate, certificate)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
        try (var admin = kafka(PASSWORD, certificate, another)) {
            assertThatCode(() -> admin.listTopics().names().get()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            without                                           | what the line names
            SLUICE_KAFKA_CERTIFICATE SLUICE_KAFKA_PRIVATE_KEY | SLUICE_KAFKA_CERTIFICATE
            SLUICE_KAFKA_CA                                   | SLUICE_KAFKA_CA
            """)
    void aServiceThatTheBrokerRefusesSaysWhichSettingsToLookAt(String without, String named) throws Exception {
        var variables = told(Service.ALL.getLast());
        variables.keySet().removeIf(without::contains);
        var service = new ServiceContext(Service.ALL.getLast(), variables, new Meters());
        var refusal = catchThrowableOfType(Refusal.class, service::start);
        assertThat(refusal.line())
                .startsWith("Kafka at " + brokers() + " and this service")
                .contains(named);
    }

    @Test
    void aRegistryOrAClientThatIsNotWhatItShouldBeIsRefused() {
        assertThatThrownBy(() -> registry("sluice:wrong", certificate).everRegistered(Topics.ACCOUNT_EVENTS))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("401");
        assertThatThrownBy(() -> registry(LOGIN, another).everRegistered(Topics.ACCOUNT_EVENTS))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasStackTraceContaining("PKIX");
        assertThat(registry(LOGIN, certificate).everRegistered(Topics.ACCOUNT_EVENTS))
                .isNotEmpty();
    }

    private static SchemaRegistry registry(String login, TestCertificate trusted) {
        return new SchemaRegistry(
                new RegistryConnection(registry.url(), login, trusted.chain().toString()));
    }

    private static Admin kafka(String password, TestCertificate trusted, TestCertificate shown) {
        var security = new KafkaSecurity(
                "SASL_SSL",
                "SCRAM-SHA-512",
                "services",
                password,
                trusted.chain().toString(),
                shown.chain().toString(),
                shown.privateKey().toString());
        var settings = new HashMap<String, Object>(security.clientSettings());
        settings.put("bootstrap.servers", brokers());
        return Admin.create(settings);
    }

    private static Connection database(String mode, TestCertificate trusted) throws Exception {
        return DriverManager.getConnection(
                machine.settings().jdbcUrl(PostgresRoles.DATABASE) + tls(mode, trusted),
                PostgresRoles.SUPERUSER,
                machine.secrets().value(Secret.SUPERUSER_PASSWORD));
    }

    private static String tls(String mode, TestCertificate trusted) {
        return "?sslmode=" + mode + "&sslrootcert=" + trusted.chain();
    }

    private static String brokers() {
        return "127.0.0.1:" + machine.settings().readers().orElseThrow().port();
    }

    /** PostgreSQL looks for both files in its folder, and wants the key to be its own and nobody else's to read. */
    private static void demandTlsOfDatabaseClients() throws Exception {
        var folder = data.resolve("postgres/data");
        var rules = folder.resolve("pg_hba.conf");
        for (var file : Map.of("server.crt", certificate.chain(), "server.key", certificate.privateKey())
                .entrySet()) {
            var copy = Files.copy(file.getValue(), folder.resolve(file.getKey()));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
            Files.setOwner(copy, Files.getOwner(rules));
        }
        Files.writeString(rules, Files.readString(rules).replaceAll("(?m)^host ", "hostssl "));
        try (var connection = DriverManager.getConnection(
                        machine.settings().jdbcUrl("postgres"),
                        PostgresRoles.SUPERUSER,
                        machine.secrets().value(Secret.SUPERUSER_PASSWORD));
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** The listener for readers is the one with TLS and passwords, so the services come in there as a reader might. */
    private static void letServicesDoEverythingInKafka() throws Exception {
        var all = new AccessControlEntry("User:services", "*", AclOperation.ALL, AclPermissionType.ALLOW);
        var everything = Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)
                .map(type -> new ResourcePattern(type, "*", PatternType.LITERAL));
        var cluster = Stream.of(new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL));
        try (var admin = Admin.create(machine.kafka())) {
            admin.createAcls(Stream.concat(everything, cluster)
                            .map(what -> new AclBinding(what, all))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static void startServices() throws Exception {
        var meters = new Meters();
        for (var service : Service.ALL) SERVICES.add(new ServiceContext(service, told(service), meters));
        try (var threads = Executors.newCachedThreadPool()) {
            var starts = SERVICES.stream()
                    .map(service -> (Callable<Void>) () -> {
                        service.start();
                        return null;
                    })
                    .toList();
            for (var start : threads.invokeAll(starts)) start.get();
        }
    }

    private static Map<String, String> told(Service service) throws IOException {
        var told = new ServiceVariables(machine.settings(), machine.secrets());
        var variables = new HashMap<>(told.of(service, new AdminKey(Optional.of(ADMIN_KEY), false)));
        variables.putAll(secure());
        return variables;
    }

    private static Map<String, String> secure() {
        return Map.ofEntries(
                Map.entry("SLUICE_KAFKA_BOOTSTRAP_SERVERS", brokers()),
                Map.entry("SLUICE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                Map.entry("SLUICE_KAFKA_USER", "services"),
                Map.entry("SLUICE_KAFKA_PASSWORD", PASSWORD),
                Map.entry("SLUICE_KAFKA_CA", certificate.chain().toString()),
                Map.entry("SLUICE_KAFKA_CERTIFICATE", another.chain().toString()),
                Map.entry("SLUICE_KAFKA_PRIVATE_KEY", another.privateKey().toString()),
                Map.entry(
                        "SLUICE_POSTGRES_URL",
                        machine.settings().jdbcUrl(PostgresRoles.DATABASE) + tls("verify-full", certificate)),
                Map.entry("SLUICE_REGISTRY_URL", registry.url()),
                Map.entry("SLUICE_REGISTRY_LOGIN", LOGIN),
                Map.entry("SLUICE_REGISTRY_CA", certificate.chain().toString()));
    }
}
