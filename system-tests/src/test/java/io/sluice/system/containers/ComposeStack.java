package io.sluice.system.containers;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Api;
import io.sluice.system.stack.ServerProcess;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final Map<String, ServerProcess> processes = new LinkedHashMap<>();
    private final Map<String, String> secrets;
    private final Compose compose;

    ComposeStack(Map<String, String> secrets) {
        this.secrets = secrets;
        this.compose = Compose.read(secrets);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Returns when every service says that it is ready. */
    void start() throws IOException {
        for (var broker : BROKERS) startBroker(broker);
        startPart("postgres");
        await().atMost(START)
                .ignoreExceptions()
                .until(() -> database("postgres")
                                .sql("SELECT 1")
                                .query(Integer.class)
                                .single()
                        == 1);
        makeRoles();
        startPart("registry");
        await().atMost(START).until(() -> process("registry").log().contains("ready after"));
        for (var service : SERVICES) {
            var environment = new HashMap<>(environment(service));
            // The memory that the container is given.
            environment.put("JDK_JAVA_OPTIONS", "-XX:MaxRAM=768m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            processes.put(service, ServerProcess.run(service, new Image(service).command(), environment, folder));
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
    private void startBroker(String name) throws IOException {
        var environment = environment(name);
        var data = Files.createDirectories(folder.resolve(name));
        var lines = new ArrayList<String>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith("KAFKA_")) lines.add(property(variable) + "=" + value);
        });
        lines.add("log.dirs=" + data.resolve("data"));
        // 128 MB by default, which a test has no use for.
        lines.add("log.cleaner.dedupe.buffer.size=2621440");
        var file = Files.write(data.resolve("server.properties"), lines).toString();
        var format = kafka(
                "kafka.tools.StorageTool", "format", "-t", requireNonNull(environment.get("CLUSTER_ID")), "-c", file);
        var formatting = ServerProcess.run(name + "-format", format, Map.of(), folder);
        await().atMost(START).until(() -> !formatting.isAlive());
        processes.put(name, ServerProcess.run(name, kafka("kafka.Kafka", file), Map.of(), folder));
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
        var password = compose.service("postgres").environment().get("POSTGRES_PASSWORD");
        return JdbcClient.create(new DriverManagerDataSource(url, "postgres", password));
    }

    /** The services first, and what they stand on after them. */
    @Override
    public void close() {
        for (var process : new ArrayList<>(processes.values()).reversed()) process.stop(15);
        processes.clear();
    }
}
