package io.sluice.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaMeters meters = new KafkaMeters(registry);

    @Test
    void addsUpTheClientsOfOnePurposeAndNotTheirTopics() {
        meters.writes("worker", "a", sent(3, Map.of("client-id", "a")));
        meters.writes("worker", "b", sent(4, Map.of("client-id", "b")));
        meters.writes("worker", "c", sent(50, Map.of("client-id", "c", "topic", "t")));
        meters.writes("other", "a", sent(100, Map.of("client-id", "d")));
        assertThat(sentBy("worker")).isEqualTo(7);
    }

    @Test
    void forgetsAClientThatWasClosed() {
        meters.writes("worker", "a", sent(3, Map.of("client-id", "a")));
        meters.writes("worker", "b", sent(4, Map.of("client-id", "b")));
        meters.forget("worker", "a");
        assertThat(sentBy("worker")).isEqualTo(4);
    }

    private double sentBy(String purpose) {
        return registry.get("sluice.kafka.records.sent")
                .tag("client", purpose)
                .functionCounter()
                .count();
    }

    private static Supplier<Map<MetricName, Metric>> sent(double count, Map<String, String> tags) {
        var name = new MetricName("record-send-total", "producer-metrics", "", tags);
        var metric = new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return count;
            }
        };
        return () -> Map.of(name, metric);
    }
}
