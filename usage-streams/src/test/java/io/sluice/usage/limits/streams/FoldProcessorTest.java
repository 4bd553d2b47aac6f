package io.sluice.usage.limits.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.RecordSerdes;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.LimitState;
import io.sluice.usage.LocalRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class FoldProcessorTest {
    // The key of a node's record says nothing of the partition, and its readers know the partition only.
    @Test
    void tellsInThePartitionThatItReads() throws IOException {
        try (var registry = new LocalRegistry()) {
            var context = new MockProcessorContext<StateKey, LimitState>(
                    new Properties(), new TaskId(0, 3), Path.of("target/none").toFile());
            context.setCurrentSystemTimeMs(1_000);
            var store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("book"),
                            Serdes.String(),
                            RecordSerdes.of(Topics.LIMIT_STATE, registry.client()))
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            var meters = new SimpleMeterRegistry();
            var processor = new FoldProcessor("book", new LimitMeters(meters, new KafkaMeters(meters)));
            processor.init(context);
            processor.process(new Record<>("a", new Reporting("a", "key_1").join(0), 1_000));
            assertThat(context.forwarded()).singleElement().satisfies(told -> {
                var key = told.record().key();
                assertThat(key.text()).isEqualTo("node a");
                assertThat(StateKey.PARTITIONER.partitions(
                                "limit-state", key, told.record().value(), 6))
                        .isEqualTo(Optional.of(Set.of(3)));
            });
        }
    }
}
