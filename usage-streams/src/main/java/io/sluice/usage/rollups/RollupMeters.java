package io.sluice.usage.rollups;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.Topics;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.stereotype.Component;

/** What the streams do, for those who watch them. */
@Component
final class RollupMeters {
    private static final String PURPOSE = "usage-rollups";

    private final MeterRegistry registry;
    private final KafkaMeters kafka;
    private final Counter deadLetters;

    RollupMeters(MeterRegistry registry, KafkaMeters kafka) {
        this.registry = registry;
        this.kafka = kafka;
        this.deadLetters = Counter.builder("sluice.dead.letters")
                .description("Records that nobody could read, which were kept aside")
                .tag("topic", Topics.USAGE_REQUESTS.name())
                .register(registry);
    }

    void show(KafkaStreams streams) {
        kafka.reads(PURPOSE, PURPOSE, streams::metrics);
        kafka.writes(PURPOSE, PURPOSE, streams::metrics);
        Gauge.builder(
                        "sluice.rollups.running",
                        streams,
                        running -> running.state() == KafkaStreams.State.RUNNING ? 1 : 0)
                .description("1 while calls are being added up")
                .register(registry);
        FunctionCounter.builder("sluice.rollups.dropped", streams, RollupMeters::dropped)
                .description("Calls that were told too late to be added up, or could not be read")
                .register(registry);
    }

    private static double dropped(KafkaStreams streams) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("dropped-records-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    void deadLetter() {
        deadLetters.increment();
    }
}
