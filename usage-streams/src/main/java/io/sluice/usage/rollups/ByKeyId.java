package io.sluice.usage.rollups;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.schemas.avro.UsageRollup;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Keeps a rollup in the partition of the calls that it came from, which a producer chose by the same hash of the key
 * id. Were partitions mixed, one that is read ahead of the others, after a pause for instance, would close their
 * windows.
 */
final class ByKeyId implements StreamPartitioner<String, UsageRollup> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, UsageRollup rollup, int count) {
        int hash = Utils.murmur2(rollup.getKeyId().getBytes(UTF_8));
        return Optional.of(Set.of(Utils.toPositive(hash) % count));
    }
}
