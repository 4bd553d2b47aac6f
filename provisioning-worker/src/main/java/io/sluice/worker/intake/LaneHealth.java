package io.sluice.worker.intake;

import io.sluice.operations.backlog.BacklogWatch;
import java.time.Duration;
import java.util.HashSet;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * A worker is ready when its group reads every partition of every lane, and none that this worker has stands still. It
 * serves nobody, so this is for who rolls out workers: the next one may be replaced.
 */
@Component("commands")
final class LaneHealth implements HealthIndicator {
    /** Longer than a broker or a database takes to be replaced by another. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private final Lanes lanes;
    private final BacklogWatch backlog;

    LaneHealth(Lanes lanes, BacklogWatch backlog) {
        this.lanes = lanes;
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        if (!backlog.isValid()) return waiting("kafka", "it does not tell how far the lanes are");
        var unread = backlog.unread();
        if (!unread.isEmpty()) return waiting("unread", unread);
        var stalled = new HashSet<>(backlog.standingFor(STALL));
        stalled.retainAll(lanes.partitions());
        if (!stalled.isEmpty())
            return waiting(
                    "stalled", stalled.stream().map(String::valueOf).sorted().toList());
        return Health.up().build();
    }

    private static Health waiting(String what, Object why) {
        return Health.outOfService().withDetail(what, why).build();
    }
}
