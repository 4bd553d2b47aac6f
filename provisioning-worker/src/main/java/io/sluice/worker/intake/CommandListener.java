package io.sluice.worker.intake;

import io.sluice.operations.traces.Traces;
import java.time.Clock;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * One poll: applied in the database first, then told in Kafka, in the transaction that also moves the offsets. A worker
 * that dies in between is followed by one that reads the same records again, finds them applied, and tells the same.
 */
final class CommandListener<V extends SpecificRecord> implements BatchMessageListener<String, byte[]> {
    private final Intake<V> intake;
    private final CommandApplier<V> applier;
    private final DeadLetters deadLetters;
    private final AppliedOffsets appliedOffsets;
    private final KafkaOperations<String, Object> kafka;
    private final LaneMeters meters;
    private final Traces traces;
    private final Clock clock;

    CommandListener(
            Intake<V> intake,
            CommandApplier<V> applier,
            DeadLetters deadLetters,
            AppliedOffsets appliedOffsets,
            KafkaOperations<String, Object> kafka,
            LaneMeters meters,
            Traces traces,
            Clock clock) {
        this.intake = intake;
        this.applier = applier;
        this.deadLetters = deadLetters;
        this.appliedOffsets = appliedOffsets;
        this.kafka = kafka;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        var spans = PollTraces.begin(traces, records);
        try {
            onMessage(records, spans);
        } catch (RuntimeException e) {
            spans.failed(e);
            throw e;
        }
    }

    private void onMessage(List<ConsumerRecord<String, byte[]>> records, PollTraces spans) {
        var poll = intake.read(records);
        var begun = clock.instant();
        var applied = applier.apply(poll.commands());
        spans.applied(applied);
        var refused = deadLetters.settle(poll.unreadable());
        appliedOffsets.store(records);
        meters.applied(applied, begun, clock.instant());
        meters.deadLetters(poll.unreadable().size());

        for (var publication : applied) {
            var record = publication.record();
            spans.carry(publication, record);
            send(record);
        }
        refused.stream()
                .map(outcome -> Publication.of(outcome, null))
                .map(Publication::record)
                .forEach(this::send);
        poll.unreadable().stream().map(DeadLetters::record).forEach(this::send);
    }

    /** A record that cannot be sent fails the transaction when the container commits it. */
    private void send(ProducerRecord<String, Object> record) {
        var _ = kafka.send(record);
    }
}
