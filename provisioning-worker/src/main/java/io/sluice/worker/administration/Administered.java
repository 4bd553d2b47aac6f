package io.sluice.worker.administration;

import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;

/** One kind of thing that is administered. Everything here runs inside the database transaction of the set. */
public interface Administered {
    /** Whether the command asks for something to be done to a thing of this kind. */
    boolean concerns(AdminCommand command);

    /** The thing that the command is about as it stands, which nobody else takes up until the transaction ends. */
    Optional<? extends IndexedRecord> standing(AdminCommand command, Instant now);

    /** Applies a command that concerns it and was never applied before. */
    CommandResult apply(AdminCommand command, Instant now);

    /** What the outcomes have to tell besides themselves; those of other kinds are among them. */
    default List<Publication> consequences(List<CommandResult> outcomes) {
        return List.of();
    }
}
