package io.sluice.worker.accounts;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.WorkerSettings;
import io.sluice.worker.intake.Lane;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.intake.Waves;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What commands do to accounts. */
@Component
class AccountLane implements Lane<AccountCommand> {
    private final Provisioning provisioning;
    private final AccountChanges changes;
    private final Routes routes;
    private final Ports ports;
    private final WorkerSettings settings;

    AccountLane(
            Provisioning provisioning, AccountChanges changes, Routes routes, Ports ports, WorkerSettings settings) {
        this.provisioning = provisioning;
        this.changes = changes;
        this.routes = routes;
        this.ports = ports;
        this.settings = settings;
    }

    @Override
    public Topic<AccountCommand> topic() {
        return Topics.ACCOUNT_COMMANDS;
    }

    @Override
    public int threads() {
        return settings.accountThreads();
    }

    @Override
    public CommandHeader header(AccountCommand command) {
        return command.getHeader();
    }

    @Override
    public boolean knows(AccountCommand command) {
        return AccountAction.of(command).isPresent() || cancels(command).isPresent();
    }

    @Override
    public Optional<CommandId> cancels(AccountCommand command) {
        return Optional.ofNullable(command.getCancel()).map(cancel -> CommandId.of(cancel.getCommandId()));
    }

    @Override
    public List<CommandResult> apply(List<AccountCommand> commands, Instant now) {
        var outcomes = new ArrayList<CommandResult>(commands.size());
        for (var wave : Waves.of(commands, command -> command.getHeader().getResourceId())) {
            var byAction = wave.stream()
                    .collect(Collectors.groupingBy(
                            command -> AccountAction.of(command).orElseThrow(),
                            () -> new EnumMap<>(AccountAction.class),
                            Collectors.toList()));
            byAction.forEach((action, those) -> outcomes.addAll(apply(action, those, now)));
        }
        return outcomes;
    }

    private List<CommandResult> apply(AccountAction action, List<AccountCommand> commands, Instant now) {
        return switch (action) {
            case PROVISION -> attached(commands, now, ready -> provisioning.apply(ready, now));
            case RENEW -> changes.apply(AccountChange.RENEW, commands, now);
            case UPDATE -> attached(commands, now, ready -> changes.apply(AccountChange.UPDATE, ready, now));
            case SUSPEND -> changes.apply(AccountChange.SUSPEND, commands, now);
            case RESUME -> changes.apply(AccountChange.RESUME, commands, now);
            case ACTIVATE -> changes.apply(AccountChange.ACTIVATE, commands, now);
            case DELETE -> changes.apply(AccountChange.DELETE, commands, now);
            case RESET_TRAFFIC -> changes.apply(AccountChange.RESET_TRAFFIC, commands, now);
            case ROTATE_CREDENTIALS -> changes.apply(AccountChange.ROTATE_CREDENTIALS, commands, now);
        };
    }

    /** Applies what has all that it names. */
    private List<CommandResult> attached(
            List<AccountCommand> commands, Instant now, Function<List<AccountCommand>, List<CommandResult>> apply) {
        var routed = routes.attach(commands, now);
        var placed = ports.attach(routed.ready(), now);
        return Stream.of(apply.apply(placed.ready()), routed.refused(), placed.refused())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        return outcomes.stream().flatMap(AccountEvents::of).toList();
    }
}
