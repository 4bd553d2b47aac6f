package io.sluice.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The values of a topic, in both directions, for Kafka Streams. */
public final class RecordSerdes {
    private RecordSerdes() {}

    /**
     * Reads and writes the values of this topic, whatever topic it is asked for: Streams keeps them in topics of its
     * own too, which no registry knows. A record without a value is as unreadable as one that {@link RecordDecoder}
     * refuses.
     */
    public static <V extends SpecificRecord> Serde<V> of(Topic<V> topic, SchemaRegistry registry) {
        var serializer = new RecordSerializer(registry);
        var decoder = new RecordDecoder(registry);
        return Serdes.serdeFrom(
                (asked, value) -> serializer.serialize(topic.name(), value),
                (asked, bytes) -> decoder.decode(topic, bytes));
    }
}
