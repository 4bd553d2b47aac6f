package io.sluice.usage.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import org.apache.kafka.streams.KafkaStreams;

/** What every topology shows to those who watch it. */
public final class TopologyMeters {
    private final MeterRegistry registry;
    private final KafkaMeters kafka;
    private final String subject;

    /** @param subject what it works on; of a small, closed set */
    public TopologyMeters(MeterRegistry registry, KafkaMeters kafka, String subject) {
        this.registry = registry;
        this.kafka = kafka;
        this.subject = subject;
    }

    /**
     * Shows a topology until the process ends.
     *
     * @param running what is done while it runs
     * @param dropped which records it passes over
     */
    public void show(KafkaStreams streams, String running, String dropped) {
        var client = "usage-" + subject;
        kafka.reads(client, client, streams::metrics);
        kafka.writes(client, client, streams::metrics);
        Gauge.builder(
                        "sluice." + subject + ".running",
                        streams,
                        run -> run.state() == KafkaStreams.State.RUNNING ? 1 : 0)
                .description("1 while " + running)
                .register(registry);
        FunctionCounter.builder("sluice." + subject + ".dropped", streams, TopologyMeters::dropped)
                .description(dropped)
                .register(registry);
    }

    private static double dropped(KafkaStreams streams) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("dropped-records-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }
}
