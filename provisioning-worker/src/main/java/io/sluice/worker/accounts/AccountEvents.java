package io.sluice.worker.accounts;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.EventId;
import io.sluice.schemas.EventType;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.Objects;

/** What is told on {@code events.accounts}, under ids that depend on what happened alone. */
final class AccountEvents {
    private AccountEvents() {}

    /** What a command did; the event has the bits of its id. */
    static Publication of(CommandResult outcome) {
        return publication(AccountEvent.newBuilder()
                .setId(new EventId(CommandId.of(outcome.getId()).value()).text())
                .setType(AccountAction.eventOf(outcome.getType()).text())
                .setTenantId(outcome.getTenantId())
                .setEnvironment(outcome.getEnvironment())
                .setOccurredAt(outcome.getAppliedAt())
                .setCommandId(outcome.getId())
                .setAccount(Objects.requireNonNull(outcome.getAccount()))
                .build());
    }

    /**
     * What came without a command.
     *
     * @param due the instant for which it was due, which tells it from the same thing another time
     */
    static Publication of(EventType type, Account account, Instant due, Instant now) {
        return publication(AccountEvent.newBuilder()
                .setId(EventId.of(type.text(), AccountId.of(account.getId()), due)
                        .text())
                .setType(type.text())
                .setTenantId(account.getTenantId())
                .setEnvironment(account.getEnvironment())
                .setOccurredAt(now)
                .setCommandId("")
                .setAccount(account)
                .build());
    }

    private static Publication publication(AccountEvent event) {
        return Publication.of(
                        Topics.ACCOUNT_EVENTS,
                        event.getAccount().getId(),
                        event,
                        event.getId(),
                        event.getTenantId(),
                        event.getEnvironment(),
                        event.getType())
                .happened(event.getOccurredAt());
    }
}
