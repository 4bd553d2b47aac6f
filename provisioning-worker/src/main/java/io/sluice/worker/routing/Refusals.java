package io.sluice.worker.routing;

import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;

/**
 * Why a command is not done to an outbound or a rule.
 *
 * @param kind as callers call it
 */
record Refusals(String kind, CommandHeader header, Instant now) {
    CommandResult taken(String name) {
        return refused(
                ProblemCode.CONFLICT,
                "The name \"" + name + "\" belongs to another " + kind + " of this environment. Choose another.");
    }

    CommandResult unknown() {
        return refused(
                ProblemCode.NOT_FOUND,
                "There is no " + kind + " \"" + header.getResourceId() + "\" in this tenant and environment.");
    }

    /** Whether the command was meant for another version. */
    boolean meansAnother(long version) {
        return header.getIfVersion() != null && header.getIfVersion() != version;
    }

    CommandResult changed(long version) {
        return refused(
                ProblemCode.PRECONDITION_FAILED,
                "If-Match named version " + header.getIfVersion() + ", and the " + kind + " has version " + version
                        + ". Read it again, and decide anew.");
    }

    CommandResult needed(String field, String protocol) {
        return refused(
                ProblemCode.VALIDATION_FAILED,
                "A proxy of the protocol " + protocol + " needs its " + field + ", so " + field + " cannot be null.");
    }

    CommandResult used(String name, String account) {
        return refused(
                ProblemCode.CONFLICT,
                "The " + kind + " \"" + name + "\" is used, by the account " + account
                        + " for instance. Take it from the accounts that use it first.");
    }

    private CommandResult refused(ProblemCode code, String detail) {
        return Outcome.failed(header, now, code, detail);
    }
}
