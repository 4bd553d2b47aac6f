package io.sluice.system.stack;

import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeySecret;
import io.sluice.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The system with every part a process of its own, so that each can be killed alone. */
public final class Cluster implements AutoCloseable {
    public static final String BROKER = "broker";
    public static final String POSTGRES = "postgres";
    public static final String REGISTRY = "registry";
    public static final String WORKER = "provisioning-worker";
    public static final String INGRESS = "api-ingress";
    /** A second ingress, beside the first, that refuses once it is cut off from Kafka for some seconds. */
    public static final String OTHER_INGRESS = "other-ingress";

    /** A third one, like the first. */
    public static final String THIRD_INGRESS = "third-ingress";

    public static final String USAGE = "usage-streams";
    /** A second worker, beside the first. */
    public static final String OTHER_WORKER = "other-worker";

    private static final Set<String> SERVICES = Set.of(WORKER, INGRESS, USAGE);
    private static final Duration START = Duration.ofMinutes(3);

    private final Terms terms;
    private final Path folder = Sluice.newFolder("cluster");
    private final List<Integer> ports = Ports.free(7);
    private final String adminKey = KeySecret.generate("sk_live_").reveal();
    private final Map<String, ServerProcess> processes = new HashMap<>();
    private final Properties secrets = new Properties();

    private static final class Shared {
        static final Cluster INSTANCE = start();
    }

    /** One for all tests of this JVM that leave it as they found it. */
    public static Cluster shared() {
        return Shared.INSTANCE;
    }

    /** How the processes are run: unless told otherwise, so that they start soon and take little. */
    public interface Terms {
        /** The arguments of a part's JVM. */
        default List<String> jvm(String part) {
            return ServerProcess.SMALL_JVM;
        }

        /** Settings of a service besides those that tell it where the others are. */
        default Map<String, String> settings(String part) {
            return Map.of();
        }

        /** What the JVM of a part from this module runs. */
        default List<String> program(String module) {
            return SERVICES.contains(module) ? Rehearsal.shared(module).program() : ServerProcess.program(module);
        }
    }

    private Cluster(Terms terms) {
        this.terms = terms;
    }

    /** Starts everything and returns when the API is ready. */
    public static Cluster start() {
        return start(new Terms() {});
    }

    /** Starts everything and returns when the API is ready. */
    public static Cluster start(Terms terms) {
        var cluster = new Cluster(terms);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        cluster.start(POSTGRES);
        await().atMost(START).ignoreExceptions().until(() -> {
            cluster.readSecrets();
            return cluster.database().sql("SELECT 1").query(Integer.class).single() == 1;
        });
        cluster.start(BROKER);
        cluster.start(REGISTRY);
        await().atMost(START).until(() -> cluster.log(REGISTRY).contains("ready after"));
        await().atMost(START).until(() -> cluster.log(BROKER).contains("ready after"));
        cluster.start(WORKER);
        cluster.start(INGRESS);
        cluster.awaitReady();
        return cluster;
    }

    /** Starts a part, for the first time or again; the registry once its database answers, as its image does. */
    public void start(String part) {
        if (part.equals(REGISTRY)) awaitDatabase();
        processes.put(part, launch(part));
    }

    public ServerProcess process(String part) {
        var process = processes.get(part);
        if (process == null) throw new IllegalStateException(part + " was not started");
        return process;
    }

    /** Returns when the ingress has read its state and a key that must work does. */
    public void awaitReady() {
        awaitAnswer("/v1/keys");
    }

    /** Returns when the ingress has read its keys and admits by them, which needs no database. */
    public void awaitAuthentication() {
        awaitAnswer("/v1/scopes");
    }

    private void awaitAnswer(String path) {
        // Not more often, because a service that starts has no time for questions.
        await(folder + "/" + INGRESS + ".log")
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> admin().get(path).status() == 200);
    }

    public Api admin() {
        return holder(adminKey);
    }

    /** The same one, who calls the other ingress. */
    public Api adminAtOther() {
        return holder(adminKey, OTHER_INGRESS);
    }

    /** Whoever holds this key. */
    public Api holder(String key) {
        return holder(key, INGRESS);
    }

    /** The same, who calls one of the ingresses. */
    public Api holder(String key, String ingress) {
        return new Api("http://127.0.0.1:" + port(ingress), List.of("Authorization", "Bearer " + key));
    }

    public String adminKey() {
        return adminKey;
    }

    /** Where the ingress serves callers. */
    public int port() {
        return port(INGRESS);
    }

    /** Where one of the ingresses serves callers. */
    public int port(String ingress) {
        return switch (ingress) {
            case INGRESS -> ports.get(0);
            case OTHER_INGRESS -> ports.get(5);
            case THIRD_INGRESS -> ports.get(6);
            default -> throw new IllegalArgumentException(ingress + " is no ingress");
        };
    }

    /** Where data and logs are. */
    public Path folder() {
        return folder;
    }

    public Kafka kafka() {
        return new Kafka(bootstrapServers(), registry());
    }

    public SchemaRegistry registry() {
        return new SchemaRegistry(registryUrl());
    }

    /** Kills the server itself; its launcher starts it again. */
    public void killPostgres() {
        var pid = folder.resolve("postgres-data/postgres/data/postmaster.pid");
        try {
            var server = Long.parseLong(Files.readAllLines(pid).getFirst());
            ProcessHandle.of(server).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, but its launcher is held still, so that the database stays away. */
    public void takePostgresAway() {
        process(POSTGRES).pause();
        killPostgres();
    }

    public void bringPostgresBack() {
        process(POSTGRES).resume();
        awaitDatabase();
    }

    private void awaitDatabase() {
        await("PostgreSQL")
                .atMost(START)
                .ignoreExceptions()
                .until(() -> database().sql("SELECT 1").query(Integer.class).single() == 1);
    }

    /** A connection of its own for each statement, as the superuser. */
    public JdbcClient database() {
        return JdbcClient.create(dataSource());
    }

    public DataSource dataSource() {
        var url = "jdbc:postgresql://127.0.0.1:" + ports.get(3) + "/sluice?connectTimeout=2";
        return new DriverManagerDataSource(url, "postgres", secrets.getProperty("superuser-password"));
    }

    public String log(String part) {
        return process(part).log();
    }

    private ServerProcess launch(String part) {
        return switch (part) {
            case WORKER, INGRESS, USAGE -> launch(part, part, service(part));
            case OTHER_INGRESS -> launch(part, INGRESS, otherIngress());
            case THIRD_INGRESS -> launch(part, INGRESS, thirdIngress());
            case OTHER_WORKER -> launch(part, WORKER, service(WORKER));
            default -> launch(part, "standalone", infrastructure(part));
        };
    }

    private ServerProcess launch(String part, String module, Map<String, String> environment) {
        return ServerProcess.start(part, terms.jvm(part), terms.program(module), environment, folder);
    }

    private Map<String, String> infrastructure(String part) {
        var environment = new HashMap<>(Map.of(
                "SLUICE_PARTS", part,
                "SLUICE_DATA", folder.resolve(part + "-data").toString(),
                "SLUICE_PORT", ports.get(0).toString(),
                "SLUICE_BROKER_PORT", ports.get(1).toString(),
                "SLUICE_CONTROLLER_PORT", ports.get(2).toString(),
                "SLUICE_POSTGRES_PORT", ports.get(3).toString(),
                "SLUICE_REGISTRY_PORT", ports.get(4).toString(),
                "SLUICE_REGISTRY_HOME", Sluice.registryHome().toString()));
        if (part.equals(REGISTRY)) {
            environment.put("SLUICE_REGISTRY_PASSWORD", secrets.getProperty("registry-password"));
        }
        return environment;
    }

    private Map<String, String> service(String part) {
        // Any free port of operation: nobody asks for it here, and two of a kind may run.
        var environment = new HashMap<>(Map.of(
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "SLUICE_REGISTRY_URL",
                registryUrl(),
                "SLUICE_WORKER_PORT",
                "0",
                "SLUICE_USAGE_PORT",
                "0"));
        if (part.equals(USAGE)) {
            environment.put("SLUICE_STREAMS_STATE", folder.resolve("streams").toString());
            return environment;
        }
        boolean worker = part.equals(WORKER);
        environment.put("SLUICE_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:" + ports.get(3) + "/sluice");
        environment.put("SLUICE_POSTGRES_USER", worker ? "sluice_worker" : "sluice_ingress");
        environment.put(
                "SLUICE_POSTGRES_PASSWORD", secrets.getProperty(worker ? "worker-password" : "ingress-password"));
        if (worker) {
            environment.put("SLUICE_ADMIN_KEY", adminKey);
            environment.put("SLUICE_WORKER_HEARTBEAT", "1s");
        } else {
            environment.put("SLUICE_PORT", ports.get(0).toString());
            environment.put("SLUICE_ID_SECRETS", secrets.getProperty("id-secret"));
            environment.put("SLUICE_IDEMPOTENCY_SECRET", secrets.getProperty("idempotency-secret"));
            environment.put("SLUICE_TOKEN_SECRETS", secrets.getProperty("token-secret"));
            environment.put("SLUICE_KEYSET", secrets.getProperty("keyset"));
        }
        environment.putAll(terms.settings(part));
        return environment;
    }

    private Map<String, String> otherIngress() {
        var environment = service(INGRESS);
        environment.put("SLUICE_PORT", Integer.toString(port(OTHER_INGRESS)));
        environment.put("SLUICE_KEYS_STALE", "refuse");
        environment.put("SLUICE_KEYS_STALE_AFTER", "4s");
        environment.putAll(terms.settings(OTHER_INGRESS));
        return environment;
    }

    private Map<String, String> thirdIngress() {
        var environment = service(INGRESS);
        environment.put("SLUICE_PORT", Integer.toString(port(THIRD_INGRESS)));
        return environment;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.get(1);
    }

    private String registryUrl() {
        return "http://127.0.0.1:" + ports.get(4) + "/apis/ccompat/v7";
    }

    private void readSecrets() throws IOException {
        try (var in = Files.newBufferedReader(folder.resolve(POSTGRES + "-data/secrets.properties"))) {
            secrets.load(in);
        }
    }

    /** Stops what still runs, services first. */
    @Override
    public void close() {
        var services = List.of(INGRESS, OTHER_INGRESS, THIRD_INGRESS, WORKER, OTHER_WORKER, USAGE);
        for (var part : services) stop(part);
        for (var part : List.of(REGISTRY, BROKER, POSTGRES)) stop(part);
    }

    /** Stops a part as an operator would, if it runs. */
    public void stop(String part) {
        var process = processes.remove(part);
        if (process != null) process.stop(15);
    }
}
