package io.sluice.benchmarks;

import static org.awaitility.Awaitility.await;

import io.sluice.benchmarks.limits.Scenario;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Three ingresses, each a process of its own, and the fold that hands out their limits. */
final class Nodes implements AutoCloseable {
    static final List<String> ALL = List.of(Cluster.INGRESS, Cluster.OTHER_INGRESS, Cluster.THIRD_INGRESS);

    private static final Duration START = Duration.ofMinutes(5);

    private final Cluster cluster;

    private Nodes(Cluster cluster) {
        this.cluster = cluster;
    }

    static Nodes open(Progress progress) {
        progress.say("starting three ingresses and the fold");
        // The second is one that gives up soon, for tests of that; under load it need not.
        var settings = Map.of("SLUICE_KEYS_STALE", "warn", "SLUICE_KEYS_STALE_AFTER", "5m");
        var cluster = Cluster.start(Jvm.terms(Map.of(Cluster.OTHER_INGRESS, settings)));
        try {
            cluster.start(Cluster.USAGE);
            // One after the other: all at once on two cores, each would take longer than its callers are patient.
            for (var node : ALL) {
                if (!node.equals(Cluster.INGRESS)) cluster.start(node);
                awaitReady(cluster.holder(cluster.adminKey(), node));
            }
            return new Nodes(cluster);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static void awaitReady(Api admin) {
        await("three ingresses")
                .atMost(START)
                .ignoreExceptions()
                .until(() -> admin.get("/health/ready").status() == 200
                        && admin.get("/v1/keys").status() == 200);
    }

    /** By how much the clocks that the nodes count by may be ahead of the broker's, just now. */
    Duration clockError() {
        double seconds = ALL.stream()
                .map(node -> Metrics.of(cluster.holder(cluster.adminKey(), node).get("/metrics")))
                .mapToDouble(metrics ->
                        metrics.value("sluice_limits_clock_uncertainty_seconds").orElseThrow())
                .max()
                .orElseThrow();
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    Cluster cluster() {
        return cluster;
    }

    List<Integer> ports() {
        return ALL.stream().map(cluster::port).toList();
    }

    /** A key that was made. */
    record Key(String id, String secret) {}

    Key unlimitedKey() {
        return key("");
    }

    Key key(List<Scenario.Window> limits) {
        var rules = limits.stream().map(Nodes::rule).collect(Collectors.joining(","));
        return key(",\"rate_limits\":[" + rules + "]");
    }

    private static String rule(Scenario.Window limit) {
        return "{\"limit\":%d,\"window\":\"%s\"}".formatted(limit.max(), limit.unit());
    }

    private Key key(String more) {
        var made =
                cluster.admin().post("/v1/keys", "{\"name\":\"benchmark\",\"scopes\":[\"accounts:read\"]" + more + "}");
        if (made.status() != 201) throw new IllegalStateException("no key was made: " + made);
        return new Key(made.text("/id"), made.text("/key"));
    }

    /** Returns when each node knows a key, of which nothing is used by that. */
    void awaitKnown(Key key) {
        for (var node : ALL) {
            // Beyond its scope, and so refused before its limit is asked.
            await("a key that all know")
                    .atMost(START)
                    .until(() ->
                            cluster.holder(key.secret(), node).get("/v1/keys").status() == 403);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
