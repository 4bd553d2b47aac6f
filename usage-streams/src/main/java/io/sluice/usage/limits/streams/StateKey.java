package io.sluice.usage.limits.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The key of a record of {@code limit-state}, and where it goes. A node takes part in all partitions under one key, so
 * no hash of it could say which of them is spoken of.
 */
record StateKey(String text, int partition) {
    static final Serializer<StateKey> SERIALIZER = (_, key) -> key.text.getBytes(UTF_8);

    static final StreamPartitioner<StateKey, Object> PARTITIONER = (_, key, _, _) -> Optional.of(Set.of(key.partition));
}
