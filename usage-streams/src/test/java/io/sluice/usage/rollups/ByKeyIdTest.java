package io.sluice.usage.rollups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.UsageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class ByKeyIdTest {
    private static final int PARTITIONS = Topics.USAGE_REQUESTS.partitions();

    // The partitioner of the producers in the ingress decides; this one must agree with it for every key.
    @Test
    void agreesWithTheProducerOfTheCalls() {
        for (int i = 0; i < 1_000; i++) {
            var key = "key_" + i;
            var rollup = Rollups.ofOne(call(key));
            assertThat(new ByKeyId().partitions("any", requireNonNull(rollup.key), rollup.value, PARTITIONS))
                    .isEqualTo(
                            Optional.of(Set.of(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), PARTITIONS))));
        }
    }

    private static UsageRequest call(String key) {
        return new UsageRequest(
                "req_1", "ten_1", "live", key, "GET", "/v1/keys", 200, 1L, 0L, 0L, "::1", null, Instant.EPOCH, 1, 1L);
    }
}
