package io.sluice.worker.accounts;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.EventId;
import io.sluice.schemas.EventType;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is told on {@code events.accounts}, under ids that depend on what happened alone. */
final class AccountEvents {
    private AccountEvents() {}

    /** Everything that a command did: what it asked for, under the bits of its id, then what came of that. */
    static Stream<Publication> of(CommandResult outcome) {
        var asked = Stream.ofNullable(outcome.getAccount()).map(account -> asked(outcome, account));
        var events = Stream.ofNullable(outcome.getEvents()).flatMap(List::stream);
        return Stream.concat(asked, events).map(AccountEvents::publication);
    }

    private static AccountEvent asked(CommandResult outcome, Account account) {
        var id = new EventId(CommandId.of(outcome.getId()).value());
        return event(id, AccountAction.eventOf(outcome.getType()), account, outcome.getAppliedAt(), outcome.getId());
    }

    /**
     * What came of a command besides what it asked for: a resumed account may turn out to be expired.
     *
     * @param previousState of the account; null when it is new
     */
    static List<AccountEvent> consequences(
            CommandHeader header, Account account, @Nullable String previousState, Instant now) {
        if (account.getState().equals(previousState)) return List.of();
        return switch (account.getState()) {
            case "expired" -> List.of(consequence(header, EventType.ACCOUNT_EXPIRED, account, now));
            case "limited" -> List.of(consequence(header, EventType.ACCOUNT_LIMITED, account, now));
            default -> List.of();
        };
    }

    static AccountEvent consequence(CommandHeader header, EventType type, Account account, Instant now) {
        var id = EventId.of(type.text(), AccountId.of(account.getId()), header.getAcceptedAt());
        return event(id, type, account, now, header.getId());
    }

    /**
     * What came by itself.
     *
     * @param due the instant for which it was due, which tells it from the same thing another time
     */
    static Publication of(EventType type, Account account, Instant due, Instant now) {
        var id = EventId.of(type.text(), AccountId.of(account.getId()), due);
        return publication(event(id, type, account, now, ""));
    }

    private static AccountEvent event(EventId id, EventType type, Account account, Instant now, String command) {
        return AccountEvent.newBuilder()
                .setId(id.text())
                .setType(type.text())
                .setTenantId(account.getTenantId())
                .setEnvironment(account.getEnvironment())
                .setOccurredAt(now)
                .setCommandId(command)
                .setAccount(account)
                .build();
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
