package io.sluice.worker.schedule;

import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.worker.claims.Schedule;
import io.sluice.worker.intake.Lane;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.sweep.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/** Puts commands whose time has come into their topic once more, where they are applied as all others are. */
@Component
class ScheduleSweep implements Sweep {
    private final Schedule schedule;
    private final Map<String, Lane<?>> lanes;
    private final RecordDecoder decoder;

    ScheduleSweep(Schedule schedule, List<Lane<?>> lanes, SchemaRegistry registry) {
        this.schedule = schedule;
        this.lanes =
                lanes.stream().collect(Collectors.toMap(lane -> lane.topic().name(), Function.identity()));
        this.decoder = new RecordDecoder(registry);
    }

    @Override
    public String kind() {
        return "commands";
    }

    /** One that is queued counts until it is applied: its caller waits for that. */
    @Override
    public Optional<Instant> oldestDue(Instant now) {
        return schedule.oldestDue(now);
    }

    @Override
    public List<Publication> sweep(Instant now, int max) {
        return schedule.queueDue(now, max, this::publication);
    }

    private Publication publication(String topic, byte[] record) {
        var lane = lanes.get(topic);
        if (lane == null) throw new IllegalStateException("no lane of this worker reads " + topic);
        return publication(lane, record);
    }

    private <V extends SpecificRecord> Publication publication(Lane<V> lane, byte[] record) {
        var command = decoder.decode(lane.topic(), record);
        var header = lane.header(command);
        return Publication.of(
                lane.topic(),
                header.getResourceId(),
                command,
                header.getId(),
                header.getTenantId(),
                header.getEnvironment(),
                header.getType());
    }
}
