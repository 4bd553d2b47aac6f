package io.sluice.worker.accounts;

import io.sluice.schemas.EventType;
import io.sluice.schemas.avro.AccountCommand;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that a command can do to an account, with the event that tells of it. */
@SuppressWarnings("ImmutableEnumChecker") // a reference to a getter holds nothing that could change
enum AccountAction {
    PROVISION("account.provision", EventType.ACCOUNT_PROVISIONED, AccountCommand::getProvision),
    RENEW("account.renew", EventType.ACCOUNT_RENEWED, AccountCommand::getRenew),
    UPDATE("account.update", EventType.ACCOUNT_UPDATED, AccountCommand::getUpdate),
    SUSPEND("account.suspend", EventType.ACCOUNT_SUSPENDED, AccountCommand::getSuspend),
    RESUME("account.resume", EventType.ACCOUNT_RESUMED, AccountCommand::getResume),
    ACTIVATE("account.activate", EventType.ACCOUNT_ACTIVATED, AccountCommand::getActivate),
    DELETE("account.delete", EventType.ACCOUNT_DELETED, AccountCommand::getDelete),
    RESET_TRAFFIC("account.reset-traffic", EventType.ACCOUNT_TRAFFIC_RESET, AccountCommand::getResetTraffic),
    ROTATE_CREDENTIALS(
            "account.rotate-credentials", EventType.ACCOUNT_CREDENTIALS_ROTATED, AccountCommand::getRotateCredentials);

    private final String command;
    private final EventType event;
    private final Function<AccountCommand, @Nullable Object> field;

    AccountAction(String command, EventType event, Function<AccountCommand, @Nullable Object> field) {
        this.command = command;
        this.event = event;
        this.field = field;
    }

    /** What the command asks for; empty when only a later version of the worker knows it. */
    static Optional<AccountAction> of(AccountCommand command) {
        return Arrays.stream(values())
                .filter(action -> action.field.apply(command) != null)
                .findFirst();
    }

    /** The event that tells of a command of this type. */
    static EventType eventOf(String commandType) {
        return Arrays.stream(values())
                .filter(action -> action.command.equals(commandType))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no event tells of " + commandType))
                .event;
    }
}
