package io.sluice.operations.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The few figures of Kafka clients that an operator asks for, one row for each purpose that clients serve. A client
 * itself has some hundred, on levels whose labels differ, and takes them with it when it is replaced by another.
 */
public final class KafkaMeters {
    private static final Figure SENT = new Figure(
            "producer-metrics",
            "record-send-total",
            "sluice.kafka.records.sent",
            "Records that were sent, confirmed or not");
    private static final Figure FAILED = new Figure(
            "producer-metrics",
            "record-error-total",
            "sluice.kafka.records.failed",
            "Records that Kafka did not confirm");
    private static final Figure BUFFER = new Figure(
            "producer-metrics",
            "buffer-available-bytes",
            "sluice.kafka.buffer.available.bytes",
            "Room that is left for records on their way");
    private static final Figure CONSUMED = new Figure(
            "consumer-fetch-manager-metrics",
            "records-consumed-total",
            "sluice.kafka.records.consumed",
            "Records that were read");
    private static final Figure PARTITIONS = new Figure(
            "consumer-coordinator-metrics",
            "assigned-partitions",
            "sluice.kafka.partitions.assigned",
            "Partitions that are read here, of all topics");

    private final MeterRegistry registry;
    private final Map<String, Map<String, Supplier<Map<MetricName, ? extends Metric>>>> clients =
            new ConcurrentHashMap<>();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    public KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Shows a client that writes, until {@link #forget}.
     *
     * @param purpose its row; of a small, closed set
     * @param id tells it from others of the same purpose
     * @param metrics as the client itself tells them
     */
    public void writes(String purpose, String id, Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
        add(purpose, id, metrics);
        if (!shown.add(SENT.meter + purpose)) return;
        count(purpose, SENT);
        count(purpose, FAILED);
        show(purpose, BUFFER);
    }

    /** The same for one that reads. */
    public void reads(String purpose, String id, Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
        add(purpose, id, metrics);
        if (!shown.add(CONSUMED.meter + purpose)) return;
        count(purpose, CONSUMED);
        show(purpose, PARTITIONS);
    }

    /** For a client that was closed; what it had counted is subtracted, as when a process starts again. */
    public void forget(String purpose, String id) {
        clients.getOrDefault(purpose, Map.of()).remove(id);
    }

    private void add(String purpose, String id, Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
        clients.computeIfAbsent(purpose, _ -> new ConcurrentHashMap<>()).put(id, metrics::get);
    }

    private void count(String purpose, Figure figure) {
        FunctionCounter.builder(figure.meter, this, self -> self.sum(purpose, figure))
                .description(figure.meaning)
                .tag("client", purpose)
                .register(registry);
    }

    private void show(String purpose, Figure figure) {
        Gauge.builder(figure.meter, this, self -> self.sum(purpose, figure))
                .description(figure.meaning)
                .tag("client", purpose)
                .register(registry);
    }

    private double sum(String purpose, Figure figure) {
        return clients.getOrDefault(purpose, Map.of()).values().stream()
                .flatMap(metrics -> metrics.get().entrySet().stream())
                .filter(metric -> figure.is(metric.getKey()))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }

    /**
     * One figure.
     *
     * @param group where the client has it
     * @param name its name there
     * @param meter its name here
     */
    private record Figure(String group, String name, String meter, String meaning) {
        /** Of the client as a whole, and not of a topic, a broker or a partition. */
        boolean is(MetricName metric) {
            return metric.group().equals(group)
                    && metric.name().equals(name)
                    && metric.tags().size() == 1
                    && metric.tags().containsKey("client-id");
        }
    }
}
