package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeySecret;
import io.sluice.system.stack.Cluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first key is the operator's setting when that is new, and from then on whatever its holders make of it. */
class AdminKeyTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ID = "/v1/keys/key_00000000000000000000000001";

    private final String another = KeySecret.generate("sk_live_").reveal();
    private volatile Map<String, String> setting = Map.of();

    @Test
    void staysRotatedOverAStartOfTheWorkerUntilTheSettingIsAnotherOne() {
        var terms = new Cluster.Terms() {
            @Override
            public Map<String, String> settings(String part) {
                // A secret is asked for here until it is known.
                return part.equals(Cluster.WORKER) ? setting : Map.of("SLUICE_UNKNOWN_KEYS_LIMIT", "100000");
            }
        };
        try (var cluster = Cluster.start(terms)) {
            var rotated = cluster.admin()
                    .post(ID + "/rotate", "{\"grace_seconds\":1}")
                    .text("/key");
            assertThat(rotated).startsWith("sk_live_");
            restartWorker(cluster, rotated);
            assertThat(cluster.admin().get(ID).text("/error_code")).isEqualTo("API_KEY_EXPIRED");

            setting = Map.of("SLUICE_ADMIN_KEY", another);
            restartWorker(cluster, another);
            assertThat(cluster.holder(rotated).get(ID).text("/error_code")).isEqualTo("API_KEY_INVALID");
            var told = cluster.holder(another).get("/v1/audit-log?type=key.set&principal=operator");
            assertThat(told.json().at("/data").size()).as(told.toString()).isEqualTo(2);
            assertThat(told.text("/data/0/before/masked")).isEqualTo(KeySecret.masked(rotated));
            assertThat(told.text("/data/0/after/masked")).isEqualTo(KeySecret.masked(another));
            assertThat(told.json().at("/data/1/before").isNull()).isTrue();

            // Whoever has it may take it away, and no start brings it back.
            var other = cluster.holder(another).post("/v1/keys", body("keys:*")).text("/key");
            assertThat(cluster.holder(another).send("POST", ID + "/revoke", "").status())
                    .isEqualTo(200);
            restartWorker(cluster);
            awaitApplying(cluster, other);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() ->
                            cluster.holder(another).get(ID).text("/error_code").equals("API_KEY_REVOKED"));

            setting = Map.of("SLUICE_ADMIN_KEY", rotated);
            restartWorker(cluster, rotated);
            assertThat(cluster.holder(another).get(ID).text("/error_code")).isEqualTo("API_KEY_INVALID");
        }
    }

    /** Returns when the key works for whoever has this secret, and commands are applied again. */
    private static void restartWorker(Cluster cluster, String secret) {
        restartWorker(cluster);
        await().atMost(SOON).until(() -> cluster.holder(secret).get(ID).status() == 200);
        awaitApplying(cluster, secret);
    }

    private static void restartWorker(Cluster cluster) {
        cluster.stop(Cluster.WORKER);
        cluster.start(Cluster.WORKER);
    }

    private static void awaitApplying(Cluster cluster, String secret) {
        await().atMost(SOON)
                .until(() -> cluster.holder(secret)
                                .post("/v1/keys", body("keys:read"))
                                .status()
                        == 201);
    }

    private static String body(String scope) {
        return "{\"name\":\"made\",\"scopes\":[\"" + scope + "\"]}";
    }
}
