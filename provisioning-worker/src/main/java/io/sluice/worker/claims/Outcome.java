package io.sluice.worker.claims;

import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandError;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import java.time.Instant;

/** The one outcome of a command. */
public final class Outcome {
    private Outcome() {}

    public static CommandResult succeeded(CommandHeader header, Instant now, Account account) {
        return of(header, now, "succeeded").setAccount(account).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, ApiKey key) {
        return of(header, now, "succeeded").setKey(key).build();
    }

    /**
     * It changed nothing.
     *
     * @param detail for the caller: what was wrong, what was expected, what to do
     */
    public static CommandResult failed(CommandHeader header, Instant now, ProblemCode code, String detail) {
        return of(header, now, "failed")
                .setError(new CommandError(code.status(), code.name(), detail))
                .build();
    }

    /** Its Idempotency-Key came with another request before, which holds the claim. */
    public static CommandResult reused(CommandHeader header, Instant now) {
        return failed(
                header,
                now,
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was sent with another request before. Use a new key for a new request.");
    }

    private static CommandResult.Builder of(CommandHeader header, Instant now, String status) {
        return CommandResult.newBuilder()
                .setId(header.getId())
                .setType(header.getType())
                .setTenantId(header.getTenantId())
                .setEnvironment(header.getEnvironment())
                .setStatus(status)
                .setResourceId(header.getResourceId())
                .setAcceptedAt(header.getAcceptedAt())
                .setAppliedAt(now);
    }
}
