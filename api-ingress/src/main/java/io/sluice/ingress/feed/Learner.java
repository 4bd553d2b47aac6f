package io.sluice.ingress.feed;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Learns what a feed reads, in the order of each partition. */
public interface Learner<V extends SpecificRecord> {
    /**
     * Learns one record.
     *
     * @param value null when the topic holds nothing of this key any more
     */
    void learn(int partition, String key, @Nullable V value);

    /** Whether several threads may tell it at once, each of partitions of its own. */
    default boolean isForSeveralThreads() {
        return false;
    }
}
