package io.sluice.worker.sweep;

import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;

/** One kind of thing that is to be done when its time has come. */
public interface Sweep {
    /**
     * Does what is due, longest due first, in the caller's transaction. It leaves alone what another transaction holds,
     * and takes what it takes with one statement, so that nobody waits for it longer than for a set of commands.
     *
     * @param max how much of it at the most
     * @return what is to be told of it, with ids that depend on what happened alone; empty when nothing was due
     */
    List<Publication> sweep(Instant now, int max);
}
