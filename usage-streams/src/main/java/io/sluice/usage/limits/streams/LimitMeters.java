package io.sluice.usage.limits.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.usage.streams.TopologyMeters;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.stereotype.Component;

/** What the folds do, for those who watch them. */
@Component
final class LimitMeters {
    private final TopologyMeters meters;
    private final Counter lost;

    LimitMeters(MeterRegistry registry, KafkaMeters kafka) {
        this.meters = new TopologyMeters(registry, kafka, "limits");
        this.lost = Counter.builder("sluice.limits.lost")
                .description("Requests that count as admitted because the node that could tell is gone")
                .register(registry);
    }

    void show(KafkaStreams streams) {
        meters.show(streams, "limits are handed out to nodes", "Reports of nodes that could not be read");
    }

    void lost(long tokens) {
        lost.increment((double) tokens);
    }
}
