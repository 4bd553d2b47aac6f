package io.sluice.worker.keys;

import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;

/** Why a command is not done to a key. */
record Refusals(CommandHeader header, Instant now) {
    CommandResult unknown() {
        return refused(
                ProblemCode.NOT_FOUND, "There is no key \"" + header.getResourceId() + "\" that this key may change.");
    }

    /** Whose it is stays untold: it may be another tenant's. */
    CommandResult known() {
        return refused(
                ProblemCode.CONFLICT, "A key with this secret exists, or existed. Leave it out, or make a new secret.");
    }

    CommandResult changed(long version) {
        return refused(
                ProblemCode.PRECONDITION_FAILED,
                "If-Match named version " + header.getIfVersion() + ", and the key has version " + version
                        + ". Read it again, and decide anew.");
    }

    /** @param status a final one */
    CommandResult over(String status) {
        return refused(ProblemCode.CONFLICT, "The key is " + status + ", which is for good. Make another one.");
    }

    /** @param done what would be done to the key that asks */
    CommandResult own(String done, String remedy) {
        return refused(ProblemCode.CONFLICT, "A key cannot be " + done + " by itself. " + remedy);
    }

    CommandResult grantedMeanwhile() {
        return refused(
                ProblemCode.CONFLICT,
                "What the key may do was changed at the same time, so it is not known whether the key that asks holds"
                        + " as much. Repeat it with another Idempotency-Key.");
    }

    private CommandResult refused(ProblemCode code, String detail) {
        return Outcome.failed(header, now, code, detail);
    }
}
