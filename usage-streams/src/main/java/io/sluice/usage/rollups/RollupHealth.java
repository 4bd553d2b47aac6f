package io.sluice.usage.rollups;

import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready when calls are being added up; not while stores are restored, partitions move, or everything stands still. */
@Component("rollups")
final class RollupHealth implements HealthIndicator {
    private final RollupStreams streams;

    RollupHealth(RollupStreams streams) {
        this.streams = streams;
    }

    @Override
    public Health health() {
        var state = streams.state();
        var health = state == State.RUNNING ? Health.up() : Health.outOfService();
        return health.withDetail("streams", state.name()).build();
    }
}
