package io.sluice.system.containers;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.SchemaRegistry;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.ServerProcess;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What {@code docker-compose.yml} starts, as processes: our services by the entry point of their image, the brokers by
 * Kafka's own main class, each with the environment of the file. PostgreSQL and the registry, whose images read what
 * only they know, are those of the launcher, with the roles of {@code docker/postgres}.
 */
final class ComposeStack implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final List<String> BROKERS = List.of("kafka-1", "kafka-2", "kafka-3");
    private static final List<String> SERVICES = List.of("provisioning-worker", "usage-streams", "api-ingress");
    private static final Pattern PASSWORD = Pattern.compile("(?m)^\\\\getenv (\\w+) (\\w+)$");

    private final Path folder = Sluice.newFolder("compose");
    private final Addresses addresses = new Addresses();
    private final TraceReceiver traces = new TraceReceiver();
    private final Map<String, ServerProcess> processes = new ConcurrentHashMap<>();
    private final Map<String, String> secrets;
    private final Compose compose;

    ComposeStack(Map<String, String> secrets) {
        this.secrets = secrets;
        this.compose = Compose.read(secrets);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Returns when every service says that it is ready. */
    void start() throws IOException {
        startPart("postgres");
        for (var broker : BROKERS) format(broker);
        for (var broker : BROKERS) startBroker(broker);
        await().atMost(START).until(() -> process("postgres").log().contains("ready after"));
        makeRoles();
        startPart("registry");
        await().atMost(START).until(() -> process("registry").log().contains("ready after"));
        for (var service : SERVICES) {
            var environment = new HashMap<>(environment(service));
            // What the file leaves to who has a collector: callers decide which requests are traced.
            environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", traces.endpoint());
            environment.put("OTEL_TRACES_SAMPLER", "parentbased_always_off");
            environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
            // The memory that the container is given.
            environment.put("JDK_JAVA_OPTIONS", "-XX:MaxRAM=768m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            var command = new Image(service).command();
            processes.put(service, ServerProcess.run(service, command, environment, folder));
        }
        for (var service : SERVICES) {
            await(folder + "/" + service + ".log")
                    .atMost(START)
                    .failFast(service + " ended", () -> !process(service).isAlive())
                    .ignoreExceptions()
                    .until(() -> at(service).get("/health/ready").status() == 200);
        }
    }

    /** The service at the port where its container is asked for its health. */
    Api at(String service) {
        return at(service, compose.service(service).argument("HEALTH_PORT"));
    }

    Api at(String service, String port) {
        return Api.at("http://127.0.0.1:" + addresses.port(service, port));
    }

    TraceReceiver traces() {
        return traces;
    }

    Kafka kafka() {
        return new Kafka(
                bootstrapServers(),
                new SchemaRegistry(requireNonNull(environment("api-ingress").get("SLUICE_REGISTRY_URL"))));
    }

    String bootstrapServers() {
        return requireNonNull(environment("api-ingress").get("SLUICE_KAFKA_BOOTSTRAP_SERVERS"));
    }

    ServerProcess process(String name) {
        return requireNonNull(processes.get(name), name);
    }

    private Map<String, String> environment(String service) {
        return addresses.map(service, compose.service(service).environment());
    }

    /** Its image makes a file of the variables, and formats an empty volume under the id of the cluster. */
    private void format(String broker) throws IOException {
        var environment = environment(broker);
        var lines = new ArrayList<String>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith("KAFKA_")) lines.add(property(variable) + "=" + value);
        });
        lines.add("log.dirs=" + folder.resolve(broker));
        // 128 MB by default, which a test has no use for.
        lines.add("log.cleaner.dedupe.buffer.size=2621440");
        Files.write(properties(broker), lines);
        var id = requireNonNull(environment.get("CLUSTER_ID"));
        var command = kafka(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                id,
                "-c",
                properties(broker).toString());
        processes.put(broker, ServerProcess.run(broker + "-format", command, Map.of(), folder));
    }

    private void startBroker(String broker) {
        await().atMost(START).until(() -> !process(broker).isAlive());
        var command = kafka("kafka.Kafka", properties(broker).toString());
        processes.put(broker, ServerProcess.run(broker, command, Map.of(), folder));
    }

    private Path properties(String broker) {
        return folder.resolve(broker + ".properties");
    }

    private static String property(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static List<String> kafka(String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dloader.main=" + main,
                "-cp",
                ServerProcess.jar("standalone").toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher"));
        command.addAll(List.of(arguments));
        return command;
    }

    private void startPart(String part) {
        var environment = new HashMap<>(secrets);
        environment.keySet().removeIf(name -> !name.endsWith("_PASSWORD"));
        environment.putAll(Map.of(
                "SLUICE_PARTS",
                part,
                "SLUICE_DATA",
                folder.resolve(part).toString(),
                "SLUICE_PORT",
                "0",
                "SLUICE_BROKER_PORT",
                "0",
                "SLUICE_CONTROLLER_PORT",
                "0",
                "SLUICE_POSTGRES_PORT",
                Integer.toString(addresses.port("postgres", "5432")),
                "SLUICE_REGISTRY_PORT",
                Integer.toString(addresses.port("registry", "8080")),
                "SLUICE_REGISTRY_HOME",
                Sluice.registryHome().toString()));
        processes.put(part, ServerProcess.start(part, "standalone", environment, folder));
    }

    /** As the image does with an empty volume; what the launcher has made stands in the way. */
    private void makeRoles() {
        var postgres = database("postgres");
        for (var database : List.of("sluice", "registry"))
            postgres.sql("DROP DATABASE " + database).update();
        for (var role : List.of("worker", "ingress", "usage", "registry", "reader")) {
            postgres.sql("DROP ROLE sluice_" + role).update();
        }
        postgres.sql("CREATE DATABASE "
                        + compose.service("postgres").environment().get("POSTGRES_DB"))
                .update();
        var script = Compose.text("docker/postgres/roles.sql");
        var told = compose.service("postgres").environment();
        for (var password : PASSWORD.matcher(script).results().toList()) {
            script = script.replace(password.group(), "")
                    .replace(":'" + password.group(1) + "'", "'" + told.get(password.group(2)) + "'");
        }
        for (var statement : script.replaceAll("(?m)^--.*$", "").split(";", -1)) {
            if (!statement.isBlank()) database("sluice").sql(statement).update();
        }
    }

    private JdbcClient database(String name) {
        var url = "jdbc:postgresql://127.0.0.1:" + addresses.port("postgres", "5432") + "/" + name;
        var password = requireNonNull(compose.service("postgres").environment().get("POSTGRES_PASSWORD"));
        return JdbcClient.create(new DriverManagerDataSource(url, "postgres", password));
    }

    /** The services first; then what they stand on, of which brokers would wait for each other to stop in order. */
    @Override
    public void close() {
        for (var service : SERVICES.reversed()) stop(service);
        for (var broker : BROKERS) kill(broker);
        for (var part : List.of("registry", "postgres")) stop(part);
        traces.close();
    }

    private void stop(String name) {
        var process = processes.remove(name);
        if (process != null && !process.stop(15)) process.kill();
    }

    private void kill(String name) {
        var process = processes.remove(name);
        if (process != null) process.kill();
    }
}
