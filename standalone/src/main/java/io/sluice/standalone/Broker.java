package io.sluice.standalone;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A Kafka broker that is its own controller, in this JVM: a process of its own would cost 200 MB and two seconds. */
final class Broker implements Part {
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final Settings settings;
    private final Path folder;
    private volatile @Nullable KafkaRaftServer server;

    Broker(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    @Override
    public String name() {
        return BROKER;
    }

    @Override
    public String address() {
        return Settings.at(settings.brokerPort());
    }

    @Override
    public void start() throws Exception {
        Ports.requireFree(settings.brokerPort(), "the broker", Settings.BROKER_PORT);
        Ports.requireFree(settings.controllerPort(), "the controller of the broker", Settings.CONTROLLER_PORT);
        var readers = settings.readers();
        if (readers.isPresent()) Ports.requireFree(readers.get().port(), "the listener for readers", Readers.PORT);
        Exit.setExitProcedure(Broker::giveUp);
        Exit.setHaltProcedure(Broker::giveUp);
        if (!Files.exists(folder.resolve("meta.properties"))) format();
        var starting = new KafkaRaftServer(KafkaConfig.fromProps(properties()), Time.SYSTEM);
        server = starting;
        starting.startup();
        if (readers.isPresent()) grant(readers.get());
    }

    @Override
    public void stop(Duration patience) {
        var running = server;
        if (running == null) return;
        running.shutdown();
        running.awaitShutdown();
    }

    /** Kafka would halt the JVM here, and PostgreSQL would be left behind. The thread that gave up must not go on. */
    private static void giveUp(int status, @Nullable String reason) {
        System.err.printf("The broker gave up (%s): the log says why.%n", reason == null ? "status " + status : reason);
        Thread.ofPlatform().name("broker-gave-up").start(() -> System.exit(Refusal.BAD_SURROUNDINGS));
        while (true) {
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                // Whoever interrupts wants it to end, and it ends with the process.
            }
        }
    }

    private void format() throws Exception {
        Files.createDirectories(folder);
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silence)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private void grant(Readers readers) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()))) {
            new ReaderAccess(admin, readers).grant();
        }
    }

    private Properties properties() {
        var properties = new Properties();
        identity(properties);
        settings.readers().ifPresent(readers -> new ReaderListener(readers).addTo(properties));
        oneOfEverything(properties);
        properties.setProperty("log.dirs", folder.toString());
        // Topics come from the catalogue; a misspelt name must fail and not make a topic.
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // A member learns of its partitions at its next heartbeat, and a killed one is missed when its session ends:
        // the
        // defaults of 5 s and 45 s are how long commands would wait at a start and after a kill.
        properties.setProperty("group.consumer.min.heartbeat.interval.ms", "500");
        properties.setProperty("group.consumer.heartbeat.interval.ms", "500");
        properties.setProperty("group.consumer.min.session.timeout.ms", "6000");
        properties.setProperty("group.consumer.session.timeout.ms", "6000");
        // Allocated at start, and 128 MB by default: more than the rest of the broker needs.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2621440");
        // After a kill the next start waits until the dead broker's session is over: 12 s by default.
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        return properties;
    }

    private void identity(Properties properties) {
        var controller = Settings.at(settings.controllerPort());
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty("controller.quorum.voters", NODE + "@" + controller);
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("listeners", "PLAINTEXT://%s,%s://%s".formatted(address(), CONTROLLER, controller));
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + address());
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    }

    /** There is one broker, so there is one copy, and Kafka's own topics need no 50 partitions each. */
    private static void oneOfEverything(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        for (var topic : new String[] {"transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".replication.factor", "1");
            properties.setProperty(topic + ".min.isr", "1");
            properties.setProperty(topic + ".num.partitions", "1");
        }
    }
}
