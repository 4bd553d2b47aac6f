package io.sluice.system.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Cluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How soon a revocation counts on three nodes, and that each refuses the key when one of them says that all do. */
@Tag("nightly")
class RevocationNightlyTest {
    private static final List<String> NODES = List.of(Cluster.INGRESS, Cluster.OTHER_INGRESS, Cluster.THIRD_INGRESS);
    private static final Duration START = Duration.ofMinutes(1);
    private static final int REVOCATIONS = 200;
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final int FOR_WARMTH = 100;

    @Test
    void countsOnEachNodeOnceItIsSaidToCountOnAll() {
        try (var cluster = Cluster.start()) {
            cluster.start(Cluster.OTHER_INGRESS);
            cluster.start(Cluster.THIRD_INGRESS);
            revoke(cluster, FOR_WARMTH, new Durations(), new Durations());
            var answered = new Durations();
            var proved = new Durations();
            revoke(cluster, REVOCATIONS, answered, proved);
            System.out.printf("revocations on 3 nodes: answered %s%n", answered);
            System.out.printf("revocations on 3 nodes: proved   %s%n", proved);
            assertThat(proved.quantile(0.99)).isLessThan(LIMIT);
        }
    }

    /** Asks each node in turn. */
    private static void revoke(Cluster cluster, int count, Durations answered, Durations proved) {
        for (int number = 0; number < count; number++) {
            var admin = cluster.holder(cluster.adminKey(), NODES.get(number % NODES.size()));
            var key = cluster.admin().post("/v1/keys", "{\"name\":\"proof\",\"scopes\":[\"accounts:read\"]}");
            awaitEffective(admin, key);
            proved.measure(() -> {
                answered.measure(() -> admin.send("POST", path(key) + "/revoke", ""));
                return awaitEffective(admin, key);
            });
            assertThat(NODES).allMatch(node -> isRefused(cluster.holder(key.text("/key"), node)));
        }
    }

    private static Answer awaitEffective(Api admin, Answer key) {
        return await().atMost(START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .ignoreExceptions()
                .until(
                        () -> admin.get(path(key)),
                        answer -> answer.json().at("/effective/nodes").asInt() == NODES.size());
    }

    private static boolean isRefused(Api holder) {
        return holder.get("/v1/accounts").text("/error_code").equals("API_KEY_REVOKED");
    }

    private static String path(Answer key) {
        return "/v1/keys/" + key.text("/id");
    }
}
