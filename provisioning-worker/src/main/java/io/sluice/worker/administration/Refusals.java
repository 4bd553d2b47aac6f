package io.sluice.worker.administration;

import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;

/**
 * Why a command is not done to what is administered.
 *
 * @param kind as callers call it
 */
public record Refusals(String kind, CommandHeader header, Instant now) {

    /**
     * Another one has the name.
     *
     * @param where it must be unique, {@code "environment"} for instance
     */
    public CommandResult taken(String name, String where) {
        return refused(
                ProblemCode.CONFLICT,
                "The name \"" + name + "\" belongs to another " + kind + " of this " + where + ". Choose another.");
    }

    public CommandResult unknown() {
        return refused(
                ProblemCode.NOT_FOUND,
                "There is no " + kind + " \"" + header.getResourceId() + "\" in this tenant and environment.");
    }

    /** Whether the command was meant for another version. */
    public boolean meansAnother(long version) {
        return header.getIfVersion() != null && header.getIfVersion() != version;
    }

    public CommandResult changed(long version) {
        return refused(
                ProblemCode.PRECONDITION_FAILED,
                "If-Match named version " + header.getIfVersion() + ", and the " + kind + " has version " + version
                        + ". Read it again, and decide anew.");
    }

    /**
     * It cannot go as long as others need it.
     *
     * @param by one of those, in words
     */
    public CommandResult used(String name, String by) {
        return refused(
                ProblemCode.CONFLICT,
                "The " + kind + " \"" + name + "\" is used, by " + by
                        + " for instance. Take it from those that use it first.");
    }

    public CommandResult refused(ProblemCode code, String detail) {
        return Outcome.failed(header, now, code, detail);
    }
}
