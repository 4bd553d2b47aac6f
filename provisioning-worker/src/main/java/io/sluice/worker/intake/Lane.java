package io.sluice.worker.intake;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.Topic;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** One topic of commands and what they do. Everything here runs inside the database transaction of the set. */
public interface Lane<V extends SpecificRecord> {
    Topic<V> topic();

    /** How many threads apply its commands; each takes a share of the partitions. */
    int threads();

    /** How many commands are applied together at the most; fewer where each holds many things. */
    default int commandsMax() {
        return Integer.MAX_VALUE;
    }

    CommandHeader header(V command);

    /** The command that this one takes back; empty for every other kind, which the lane applies itself. */
    default Optional<CommandId> cancels(V command) {
        return Optional.empty();
    }

    /** Whether this version knows what the command asks for; one that it does not know waits, and is never dropped. */
    boolean knows(V command);

    /**
     * Applies commands that were never applied before, those of one resource in the order given.
     *
     * @return exactly one outcome for each, in any order
     */
    List<CommandResult> apply(List<V> commands, Instant now);

    /**
     * What the outcomes have to tell besides themselves: events with ids that a repetition repeats, and state as it
     * stands now, which may be newer than the outcome.
     */
    List<Publication> consequences(List<CommandResult> outcomes);
}
