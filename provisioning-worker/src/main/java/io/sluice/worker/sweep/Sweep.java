package io.sluice.worker.sweep;

import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One kind of thing that is to be done when its time has come. */
public interface Sweep {
    /** What it deals with, in one word of a small, closed set: a label of metrics. */
    String kind();

    /** When what has been due for longest was due; empty when nothing is. Waits for nobody who changes rows. */
    Optional<Instant> oldestDue(Instant now);

    /**
     * Does what is due, longest due first, in the caller's transaction. It leaves alone what another transaction holds,
     * and takes what it takes with one statement, so that nobody waits for it longer than for a set of commands.
     *
     * @param max how much of it at the most
     * @return what is to be told of it, with ids that depend on what happened alone; empty when nothing was due
     */
    List<Publication> sweep(Instant now, int max);
}
