package io.sluice.worker.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.schemas.avro.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What one lane has done, for those who watch it. */
final class LaneMeters {
    /** A record can claim to be of any type, and each would be a row of its own for as long as this process lives. */
    static final int ROWS_MAX = 200;

    private static final String OTHER = "other";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    /** How commands ended. */
    private record Row(String type, String status, String code) {}

    private final MeterRegistry registry;
    private final Map<Row, Counter> applied = new ConcurrentHashMap<>();
    private final Timer latency;
    private final Timer sets;
    private final Counter failedSets;
    private final Counter deadLetters;

    LaneMeters(MeterRegistry registry, String topic) {
        this.registry = registry;
        this.latency = Timer.builder("sluice.commands.latency")
                .description("From the acceptance of a command to its outcome in the database")
                .serviceLevelObjectives(BUCKETS)
                .tag("topic", topic)
                .register(registry);
        this.sets = Timer.builder("sluice.sets.applied")
                .description("How long the database took to apply the commands of one poll")
                .tag("topic", topic)
                .register(registry);
        this.failedSets = Counter.builder("sluice.sets.failed")
                .description("Polls that were not applied or not told, and are tried again")
                .tag("topic", topic)
                .register(registry);
        this.deadLetters = Counter.builder("sluice.dead.letters")
                .description("Records that nobody could read, which were kept aside")
                .tag("topic", topic)
                .register(registry);
    }

    /**
     * Counts what was applied in one set.
     *
     * @param begun outcomes from before are told once more, and were counted then
     */
    void applied(List<Publication> told, Instant begun, Instant ended) {
        for (var publication : told) {
            if (publication.value() instanceof CommandResult result
                    && !result.getAppliedAt().isBefore(begun)) {
                applied(result);
            }
        }
        sets.record(Duration.between(begun, ended));
    }

    private void applied(CommandResult result) {
        var error = result.getError();
        var row = new Row(result.getType(), result.getStatus(), error == null ? "" : error.getCode());
        var counter = applied.get(row);
        if (counter == null) {
            counter = applied.size() < ROWS_MAX
                    ? applied.computeIfAbsent(row, this::counter)
                    : counter(new Row(OTHER, row.status(), row.code()));
        }
        counter.increment();
        latency.record(Duration.between(result.getAcceptedAt(), result.getAppliedAt()));
    }

    private Counter counter(Row row) {
        return Counter.builder("sluice.commands.applied")
                .description("Commands by how they ended")
                .tags("type", row.type(), "status", row.status(), "code", row.code())
                .register(registry);
    }

    void deadLetters(int count) {
        deadLetters.increment(count);
    }

    void failed() {
        failedSets.increment();
    }
}
