package io.sluice.usage.streams;

import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready when records are being read; not while stores are restored, partitions move, or everything stands still. */
public final class TopologyHealth implements HealthIndicator {
    private final TopologyRun run;

    public TopologyHealth(TopologyRun run) {
        this.run = run;
    }

    @Override
    public Health health() {
        var state = run.state();
        var health = state == State.RUNNING ? Health.up() : Health.outOfService();
        return health.withDetail("streams", state.name()).build();
    }
}
