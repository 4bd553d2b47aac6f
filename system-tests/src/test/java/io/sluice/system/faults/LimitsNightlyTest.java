package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeySecret;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many limits in use when all that knows of them is killed, and reports that nobody read for minutes. */
@Tag("nightly")
class LimitsNightlyTest {
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final List<String> NODES = List.of(Cluster.INGRESS, Cluster.OTHER_INGRESS);
    private static final int KEYS = Integer.getInteger("limits.keys", 100_000);
    private static final int AT_ONCE = 1_000;
    private static final int CALLERS = 16;
    private static final int MAX = 1_000;
    /** One in so many is looked at. */
    private static final int SAMPLE = 500;

    private static final Duration BACKLOG = Duration.ofSeconds(Long.getLong("limits.backlog", 300));

    /** A key that was brought along, by its secret. */
    private record Brought(String secret, String id) {}

    private static final class Roomy implements Cluster.Terms {
        @Override
        public List<String> jvm(String part) {
            return Stream.concat(Cluster.Terms.super.jvm(part).stream(), Stream.of("-Xmx1g"))
                    .toList();
        }
    }

    @Test
    void whatWasUsedOfAHundredThousandLimitsIsKnownAgainAfterAllWasKilled() throws Exception {
        try (var cluster = start()) {
            var tenant = tenant(cluster);
            var made = tenant.post(
                    "/v1/rate-limits",
                    "{\"applies_to\":\"each_key\",\"max_requests\":" + MAX + ",\"window_size\":\"hour\"}");
            assertThat(made.status()).as(made.toString()).isEqualTo(201);
            var keys = bring(tenant);
            useEachOnce(cluster, keys);
            var looked = IntStream.range(0, KEYS / SAMPLE)
                    .mapToObj(n -> keys.get(n * SAMPLE))
                    .toList();
            await("what was used")
                    .atMost(RECOVERY)
                    .until(() -> looked.stream().allMatch(key -> used(tenant, key) == 1));
            var victims = List.of(Cluster.INGRESS, Cluster.OTHER_INGRESS, Cluster.USAGE);
            for (var victim : victims) cluster.process(victim).kill();
            long killed = System.nanoTime();
            for (var victim : victims) cluster.start(victim);
            awaitReady(cluster);
            say("both nodes are ready", killed);
            await("what was used")
                    .atMost(RECOVERY)
                    .ignoreExceptions()
                    .until(() -> looked.stream().allMatch(key -> used(tenant, key) >= 1));
            say("what was used is known of all that were looked at", killed);
            for (var key : looked) {
                await("requests to be admitted")
                        .pollDelay(Duration.ZERO)
                        .atMost(RECOVERY)
                        .until(() -> isAdmitted(cluster, key));
            }
            say("requests of all of them are admitted", killed);
            // Half a hundredth of the limit may not have been told of by the nodes that were killed.
            assertThat(looked).allSatisfy(key -> assertThat(used(tenant, key)).isBetween(2L, 2L + MAX / 200));
        }
    }

    private static void say(String what, long since) {
        System.out.printf("%s %.1f s after the kill%n", what, (System.nanoTime() - since) / 1e9);
    }

    @Test
    void reportsThatNobodyReadForMinutesRefuseNobody() {
        try (var cluster = start()) {
            var key = tenant(cluster)
                    .post(
                            "/v1/keys",
                            "{\"name\":\"k\",\"scopes\":[\"accounts:read\"],"
                                    + "\"rate_limits\":[{\"limit\":50000,\"window\":\"hour\"}]}");
            var both = NODES.stream()
                    .map(node -> cluster.holder(key.text("/key"), node))
                    .toList();
            try (var load = new LimitedLoad(both, Duration.ofMillis(20))) {
                await().atMost(RECOVERY).until(() -> load.requests().size() > 100);
                cluster.process(Cluster.USAGE).pause();
                await("both nodes to go by themselves")
                        .atMost(RECOVERY)
                        .until(() -> fellBack(load, 0) && fellBack(load, 1));
                pass(BACKLOG);
                cluster.process(Cluster.USAGE).resume();
                await("the nodes to hear of each other")
                        .atMost(RECOVERY)
                        .until(() -> !fellBack(load, 0) && !fellBack(load, 1));
                pass(Duration.ofSeconds(20));
                System.out.printf("%d requests, none refused%n", load.requests().size());
                assertThat(load.requests()).allMatch(request -> request.status() == 200);
            }
        }
    }

    private static void pass(Duration time) {
        long start = System.nanoTime();
        await().atMost(time.plus(RECOVERY))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> System.nanoTime() - start > time.toNanos());
    }

    private static boolean fellBack(LimitedLoad load, int node) {
        var last = load.last(node);
        return last != null && last.fellBack();
    }

    private static Cluster start() {
        var cluster = Cluster.start(new Roomy());
        cluster.start(Cluster.USAGE);
        cluster.start(Cluster.OTHER_INGRESS);
        awaitReady(cluster);
        return cluster;
    }

    private static void awaitReady(Cluster cluster) {
        for (var node : NODES) {
            var api = cluster.holder(cluster.adminKey(), node);
            await(node)
                    .atMost(RECOVERY)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> api.get("/health/ready").status() == 200);
        }
    }

    private static Api tenant(Cluster cluster) {
        var slug = Sluice.unique("t");
        var made = cluster.admin().post("/v1/tenants", "{\"name\":\"T\",\"slug\":\"" + slug + "\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return cluster.admin().with("Sluice-Tenant", slug);
    }

    private static List<Brought> bring(Api tenant) {
        var brought = new ArrayList<Brought>(KEYS);
        for (int from = 0; from < KEYS; from += AT_ONCE) {
            var secrets = IntStream.range(0, AT_ONCE)
                    .mapToObj(n -> KeySecret.generate("sk_live_").reveal())
                    .toList();
            var answer = tenant.waiting().post("/v1/keys/import", importOf(secrets));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            var outcomes = answer.json().at("/data");
            for (int n = 0; n < AT_ONCE; n++) {
                brought.add(
                        new Brought(secrets.get(n), outcomes.at("/" + n + "/id").asString()));
            }
        }
        return brought;
    }

    private static String importOf(List<String> secrets) {
        return secrets.stream()
                .map(secret -> "{\"key_hash\":\"" + HexFormat.of().formatHex(KeySecret.hash(secret))
                        + "\",\"prefix\":\"sk_live_\",\"name\":\"many\",\"scopes\":[\"accounts:read\"]}")
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static void useEachOnce(Cluster cluster, List<Brought> keys) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            var callers = new ArrayList<Future<Integer>>();
            for (int number = 0; number < CALLERS; number++) {
                int first = number;
                callers.add(threads.submit(() -> {
                    int admitted = 0;
                    for (int n = first; n < keys.size(); n += CALLERS) {
                        if (status(cluster, keys.get(n), NODES.get(n / CALLERS % 2)) == 200) admitted++;
                    }
                    return admitted;
                }));
            }
            int admitted = 0;
            for (var caller : callers) admitted += caller.get();
            assertThat(admitted).isEqualTo(keys.size());
        }
    }

    private static boolean isAdmitted(Cluster cluster, Brought key) {
        return status(cluster, key, Cluster.INGRESS) == 200;
    }

    /** Of a request that needs neither Kafka nor the database. */
    private static int status(Cluster cluster, Brought key, String node) {
        return cluster.holder(key.secret(), node).get("/v1/scopes").status();
    }

    private static long used(Api tenant, Brought key) {
        Answer limits = tenant.get("/v1/keys/" + key.id() + "/limits");
        assertThat(limits.status()).as(limits.toString()).isEqualTo(200);
        return limits.json().at("/limits/0/used").asLong();
    }
}
