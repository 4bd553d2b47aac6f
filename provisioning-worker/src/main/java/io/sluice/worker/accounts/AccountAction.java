package io.sluice.worker.accounts;

import io.sluice.schemas.avro.AccountCommand;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that a command can do to an account, with the event that tells of it. */
@SuppressWarnings("ImmutableEnumChecker") // a reference to a getter holds nothing that could change
enum AccountAction {
    PROVISION("account.provision", "account.provisioned", AccountCommand::getProvision),
    RENEW("account.renew", "account.renewed", AccountCommand::getRenew),
    UPDATE("account.update", "account.updated", AccountCommand::getUpdate),
    SUSPEND("account.suspend", "account.suspended", AccountCommand::getSuspend),
    RESUME("account.resume", "account.resumed", AccountCommand::getResume),
    DELETE("account.delete", "account.deleted", AccountCommand::getDelete),
    RESET_TRAFFIC("account.reset-traffic", "account.traffic-reset", AccountCommand::getResetTraffic),
    ROTATE_CREDENTIALS(
            "account.rotate-credentials", "account.credentials-rotated", AccountCommand::getRotateCredentials);

    private final String command;
    private final String event;
    private final Function<AccountCommand, @Nullable Object> field;

    AccountAction(String command, String event, Function<AccountCommand, @Nullable Object> field) {
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
    static String eventOf(String commandType) {
        return Arrays.stream(values())
                .filter(action -> action.command.equals(commandType))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no event tells of " + commandType))
                .event;
    }
}
