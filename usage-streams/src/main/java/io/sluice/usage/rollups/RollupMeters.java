package io.sluice.usage.rollups;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.Topics;
import io.sluice.usage.streams.TopologyMeters;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.stereotype.Component;

/** What the rollups do, for those who watch them. */
@Component
final class RollupMeters {
    private final TopologyMeters meters;
    private final Counter deadLetters;

    RollupMeters(MeterRegistry registry, KafkaMeters kafka) {
        this.meters = new TopologyMeters(registry, kafka, "rollups");
        this.deadLetters = Counter.builder("sluice.dead.letters")
                .description("Records that nobody could read, which were kept aside")
                .tag("topic", Topics.USAGE_REQUESTS.name())
                .register(registry);
    }

    void show(KafkaStreams streams) {
        meters.show(
                streams,
                "calls are being added up",
                "Calls that were told too late to be added up, or could not be read");
    }

    void deadLetter() {
        deadLetters.increment();
    }
}
