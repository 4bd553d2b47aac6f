package io.sluice.worker.claims;

import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandError;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.Outbound;
import io.sluice.schemas.avro.Person;
import io.sluice.schemas.avro.RateLimit;
import io.sluice.schemas.avro.Role;
import io.sluice.schemas.avro.Rule;
import io.sluice.schemas.avro.Session;
import io.sluice.schemas.avro.Tenant;
import io.sluice.schemas.avro.TrafficReport;
import java.time.Instant;
import java.util.List;

/** The one outcome of a command, and what is told of it before. */
public final class Outcome {
    private Outcome() {}

    /**
     * It changed an account.
     *
     * @param consequences what came of it besides what it asked for
     */
    public static CommandResult succeeded(
            CommandHeader header, Instant now, Account account, List<AccountEvent> consequences) {
        return of(header, now, CommandStatus.SUCCEEDED)
                .setAccount(account)
                .setEvents(consequences.isEmpty() ? null : consequences)
                .build();
    }

    /**
     * It told what a node has counted.
     *
     * @param changed what became of accounts by it
     */
    public static CommandResult succeeded(
            CommandHeader header, Instant now, TrafficReport report, List<AccountEvent> changed) {
        return of(header, now, CommandStatus.SUCCEEDED)
                .setTrafficReport(report)
                .setEvents(changed.isEmpty() ? null : changed)
                .build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, ApiKey key) {
        return of(header, now, CommandStatus.SUCCEEDED).setKey(key).build();
    }

    /** It took another command back. */
    public static CommandResult succeeded(CommandHeader header, Instant now, CommandResult cancelled) {
        return of(header, now, CommandStatus.SUCCEEDED).setCancelled(cancelled).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, Outbound outbound) {
        return of(header, now, CommandStatus.SUCCEEDED).setOutbound(outbound).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, Rule rule) {
        return of(header, now, CommandStatus.SUCCEEDED).setRule(rule).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, Tenant tenant) {
        return of(header, now, CommandStatus.SUCCEEDED).setTenant(tenant).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, Role role) {
        return of(header, now, CommandStatus.SUCCEEDED).setRole(role).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, RateLimit limit) {
        return of(header, now, CommandStatus.SUCCEEDED).setRateLimit(limit).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, Person person) {
        return of(header, now, CommandStatus.SUCCEEDED).setPerson(person).build();
    }

    public static CommandResult succeeded(CommandHeader header, Instant now, Session session) {
        return of(header, now, CommandStatus.SUCCEEDED).setSession(session).build();
    }

    /**
     * It changed nothing.
     *
     * @param detail for the caller: what was wrong, what was expected, what to do
     */
    public static CommandResult failed(CommandHeader header, Instant now, ProblemCode code, String detail) {
        return of(header, now, CommandStatus.FAILED)
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

    /** It was taken back, and never applied. */
    public static CommandResult cancelled(CommandResult scheduled, Instant now) {
        return CommandResult.newBuilder(scheduled)
                .setStatus(CommandStatus.CANCELLED.text())
                .setAppliedAt(now)
                .build();
    }

    /** It waits for its time. It says nothing of when this was found, so that a repetition says the same. */
    public static CommandResult scheduled(CommandHeader header) {
        return of(header, header.getAcceptedAt(), CommandStatus.SCHEDULED).build();
    }

    private static CommandResult.Builder of(CommandHeader header, Instant now, CommandStatus status) {
        return CommandResult.newBuilder()
                .setId(header.getId())
                .setType(header.getType())
                .setTenantId(header.getTenantId())
                .setEnvironment(header.getEnvironment())
                .setStatus(status.text())
                .setResourceId(header.getResourceId())
                .setAcceptedAt(header.getAcceptedAt())
                .setAppliedAt(now)
                .setNotBefore(header.getNotBefore());
    }
}
