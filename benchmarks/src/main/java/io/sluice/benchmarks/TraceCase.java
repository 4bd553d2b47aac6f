package io.sluice.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.sluice.benchmarks.load.Load;
import io.sluice.system.stack.Cluster;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** What it costs an ingress to send traces, at the sampling of today's settings and of every request. */
final class TraceCase implements Case {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofMinutes(1);
    private static final String OFF = "untraced/s";
    private static final String ON = "traced/s";

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        var collector = collector();
        try {
            return List.of(
                    figure("one in ten", traced(collector, "0.1"), progress),
                    figure("all", traced(collector, "1.0"), progress));
        } finally {
            collector.stop(0);
        }
    }

    /** The other ingress sends so large a share of its traces. */
    private static Map<String, Map<String, String>> traced(HttpServer collector, String share) {
        return Map.of(
                Cluster.OTHER_INGRESS,
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort(),
                        "OTEL_TRACES_SAMPLER_ARG",
                        share,
                        // The worker stands still, so nobody tells it that it still hears of keys.
                        "SLUICE_KEYS_STALE",
                        "warn"));
    }

    private static Figure figure(String share, Map<String, Map<String, String>> settings, Progress progress) {
        progress.say("starting the system, traced: %s", share);
        try (var cluster = Cluster.start(Jvm.terms(settings))) {
            cluster.start(Cluster.OTHER_INGRESS);
            Awaitility.await()
                    .atMost(START)
                    .ignoreExceptions()
                    .until(() -> cluster.adminAtOther().get("/v1/keys").status() == 200);
            cluster.process(Cluster.WORKER).stop(15);
            return figure(share, cluster, progress);
        }
    }

    private static Figure figure(String share, Cluster cluster, Progress progress) {
        var provision = Requests.provision(cluster.adminKey(), 202);
        try (var untraced = new Load(cluster.port());
                var traced = new Load(cluster.port(Cluster.OTHER_INGRESS))) {
            Warmth.of("untraced", untraced, provision, progress);
            Warmth.of("traced", traced, provision, progress);
            var seen = new Rounds(progress)
                    .with(OFF, () -> untraced.saturate(provision, ROUND).perSecond())
                    .with(ON, () -> traced.saturate(provision, ROUND).perSecond())
                    .run(ROUNDS);
            return Figure.ratio("accept, traced: " + share + " / untraced", "/s", seen.of(ON), seen.of(OFF), null);
        }
    }

    /** Takes what it is sent, and keeps nothing. */
    private static HttpServer collector() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
