package io.sluice.worker.intake;

import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the bytes of a poll, each record for itself. */
final class Intake<V extends SpecificRecord> {
    /** What a poll held. */
    record Poll<V>(List<V> commands, List<Unreadable> unreadable) {}

    /** Bytes that no schema can read, and why. */
    record Unreadable(ConsumerRecord<String, byte[]> source, String reason) {}

    private final Lane<V> lane;
    private final RecordDecoder decoder;

    Intake(Lane<V> lane, RecordDecoder decoder) {
        this.lane = lane;
        this.decoder = decoder;
    }

    /**
     * Reads all records or none.
     *
     * @throws io.sluice.schemas.RegistryUnavailableException when a schema must be asked for and cannot be
     * @throws UnknownCommandException when a record asks for what only a later version of the worker knows
     */
    Poll<V> read(List<ConsumerRecord<String, byte[]>> records) {
        var commands = new ArrayList<V>(records.size());
        var unreadable = new ArrayList<Unreadable>();
        for (var record : records) {
            try {
                var command = known(decoder.decode(lane.topic(), record.value()), record);
                Headers.requireSound(lane.header(command));
                commands.add(command);
            } catch (UnreadableRecordException | IllegalArgumentException e) {
                unreadable.add(new Unreadable(record, String.valueOf(e.getMessage())));
            }
        }
        return new Poll<>(commands, unreadable);
    }

    private V known(V command, ConsumerRecord<String, byte[]> record) {
        if (lane.knows(command)) return command;
        throw new UnknownCommandException(lane.header(command).getType(), record);
    }
}
