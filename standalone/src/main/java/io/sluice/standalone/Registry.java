package io.sluice.standalone;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Apicurio Registry in a JVM of its own, because its Quarkus and our Spring do not share a class path. */
final class Registry implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    /** Where it speaks the protocol of Confluent's registry, which every client knows. */
    static final String CCOMPAT = "/apis/ccompat/v7";

    private static final Duration START_PATIENCE = Duration.ofMinutes(1);
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PAUSE_BETWEEN_STARTS = Duration.ofSeconds(1);

    private final Settings settings;
    private final Secrets secrets;
    private final DataFolder folder;
    private volatile @Nullable Child process;

    Registry(Settings settings, Secrets secrets, DataFolder folder) {
        this.settings = settings;
        this.secrets = secrets;
        this.folder = folder;
    }

    @Override
    public String name() {
        return REGISTRY;
    }

    @Override
    public String address() {
        return "http://" + Settings.at(settings.registryPort()) + CCOMPAT;
    }

    /** Its process ends at once where PostgreSQL is not up yet, so it is started again until it has had the time. */
    @Override
    public void start() throws Exception {
        Ports.requireFree(settings.registryPort(), "the registry", Settings.REGISTRY_PORT);
        Files.createDirectories(folder.registry());
        var deadline = Instant.now().plus(START_PATIENCE);
        var child = startProcess();
        while (!isAnswering(child, deadline)) {
            Thread.sleep(PAUSE_BETWEEN_STARTS);
            if (process == null) return;
            LOG.warn("registry ended while it started and is started again: {} says why", child.log());
            child = startProcess();
        }
        var started = child;
        Revival.watch(this, started, () -> started.equals(process));
    }

    private Child startProcess() throws IOException {
        // A command line can be read by every user of the machine, and an environment only by its own.
        var password = Map.of("APICURIO_DATASOURCE_PASSWORD", secrets.value(Secret.REGISTRY_PASSWORD));
        var child = Child.start(
                REGISTRY, command(), password, folder.registry(), folder.logs().resolve("registry.log"));
        process = child;
        return child;
    }

    @Override
    public void stop(Duration patience) throws IOException, InterruptedException {
        var child = process;
        process = null;
        if (child == null || !child.process().isAlive()) return;
        try (var input = child.process().getOutputStream()) {
            input.write("stop\n".getBytes(StandardCharsets.US_ASCII));
        }
        if (!child.endsWithin(patience)) child.process().destroyForcibly();
    }

    private List<String> command() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It answers a few requests per minute: the small heap and the first compiler are all it needs.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx160m", "-XX:TieredStopAtLevel=1"));
        // Its own jar asks for this in its manifest, which counts for java -jar only.
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.add("-Djava.io.tmpdir=" + folder.temporary());
        properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath(), RegistryProcess.class.getName()));
        return command;
    }

    private String classPath() throws IOException {
        var home = settings.registryHome()
                .orElseThrow(() ->
                        Refusal.setting(Settings.REGISTRY_HOME, "", "the folder of an unpacked Apicurio Registry"));
        var jar = home.resolve("quarkus-run.jar");
        if (Files.exists(jar)) return RegistryJar.write(folder.registry()) + File.pathSeparator + jar;
        throw Refusal.setting(Settings.REGISTRY_HOME, home.toString(), "a folder with quarkus-run.jar in it");
    }

    private Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", Settings.LOOPBACK),
                Map.entry("quarkus.http.port", Integer.toString(settings.registryPort())),
                // Unset, the management port would be 9000 on every address of the machine.
                Map.entry("quarkus.management.host", Settings.LOOPBACK),
                Map.entry("quarkus.management.port", "0"),
                Map.entry("apicurio.storage.kind", "sql"),
                Map.entry("apicurio.storage.sql.kind", "postgresql"),
                Map.entry("apicurio.datasource.url", settings.jdbcUrl(PostgresRoles.REGISTRY_DATABASE)),
                Map.entry("apicurio.datasource.username", PostgresRoles.REGISTRY),
                Map.entry("apicurio.datasource.jdbc.initial-size", "1"),
                Map.entry("apicurio.datasource.jdbc.min-size", "1"),
                Map.entry("apicurio.datasource.jdbc.max-size", "5"),
                // After PostgreSQL was killed, each connection that died with it would cost one answer of 500.
                Map.entry("quarkus.datasource.postgresql.jdbc.validate-on-borrow", "true"),
                // Old readers meet new records and new readers meet old ones, of every version still retained.
                Map.entry("apicurio.rules.global.compatibility", "FULL_TRANSITIVE"));
    }

    /**
     * Asks for what clients will ask for: this answer comes out of the database. False when the process has ended.
     *
     * @throws Refusal when there is no answer until then
     */
    private boolean isAnswering(Child child, Instant deadline) throws InterruptedException {
        var question = HttpRequest.newBuilder(URI.create(address() + "/config"))
                .timeout(REQUEST_PATIENCE)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            while (!answers(client, question)) {
                if (Instant.now().isAfter(deadline)) {
                    throw Refusal.surroundings("The registry does not answer: %s says why.".formatted(child.log()));
                }
                if (!child.process().isAlive()) return false;
                Thread.sleep(PAUSE);
            }
            return true;
        }
    }

    private static boolean answers(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
