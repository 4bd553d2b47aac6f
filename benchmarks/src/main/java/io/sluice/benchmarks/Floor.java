package io.sluice.benchmarks;

import static org.awaitility.Awaitility.await;

import io.sluice.benchmarks.floor.FloorServer;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.ServerProcess;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bare server as a process of its own. */
final class Floor implements AutoCloseable {
    private static final String NAME = "floor";
    private static final List<String> UNUSED = List.of(
            "SLUICE_REGISTRY_URL",
            "SLUICE_POSTGRES_URL",
            "SLUICE_POSTGRES_USER",
            "SLUICE_POSTGRES_PASSWORD",
            "SLUICE_ID_SECRETS",
            "SLUICE_IDEMPOTENCY_SECRET",
            "SLUICE_TOKEN_SECRETS",
            "SLUICE_KEYSET");
    private static final Duration START = Duration.ofSeconds(30);

    private final ServerProcess process;
    private final int port;

    private Floor(String bootstrapServers, Path folder) {
        this.port = Sluice.freePorts(1).getFirst();
        this.process = ServerProcess.start(
                NAME,
                Jvm.arguments(NAME),
                List.of("-cp", System.getProperty("java.class.path"), FloorServer.class.getName()),
                settings(port, bootstrapServers),
                folder);
        await("the bare server, see " + folder.resolve(NAME + ".log"))
                .atMost(START)
                .failFast("it ended", () -> !process.isAlive())
                .until(this::answers);
    }

    /** The configuration is that of the ingress, so whatever that requires must be there, used or not. */
    private static Map<String, String> settings(int port, String bootstrapServers) {
        var settings = new HashMap<String, String>();
        for (var unused : UNUSED) settings.put(unused, "unused");
        settings.put("SLUICE_PORT", Integer.toString(port));
        settings.put("SLUICE_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        return settings;
    }

    /** Without Kafka, for what needs none. */
    static Floor alone() {
        return new Floor("127.0.0.1:1", Sluice.newFolder(NAME));
    }

    /** Beside the system, on its broker. */
    static Floor beside(Cluster cluster) {
        return new Floor(cluster.bootstrapServers(), cluster.folder());
    }

    int port() {
        return port;
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(10);
    }
}
