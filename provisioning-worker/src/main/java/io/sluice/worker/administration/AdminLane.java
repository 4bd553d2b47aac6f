package io.sluice.worker.administration;

import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.audit.AuditLog;
import io.sluice.worker.intake.Lane;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What administration does, whatever it does it to. */
@Component
class AdminLane implements Lane<AdminCommand> {
    private final List<Administered> kinds;
    private final AuditLog audit;

    AdminLane(List<Administered> kinds, AuditLog audit) {
        this.kinds = kinds;
        this.audit = audit;
    }

    @Override
    public Topic<AdminCommand> topic() {
        return Topics.ADMIN_COMMANDS;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public CommandHeader header(AdminCommand command) {
        return command.getHeader();
    }

    @Override
    public boolean knows(AdminCommand command) {
        return kind(command).isPresent();
    }

    @Override
    public List<CommandResult> apply(List<AdminCommand> commands, Instant now) {
        return commands.stream().map(command -> apply(command, now)).toList();
    }

    private CommandResult apply(AdminCommand command, Instant now) {
        var kind = kind(command).orElseThrow();
        var before = kind.standing(command, now);
        var outcome = kind.apply(command, now);
        audit.keep(command.getHeader(), before, outcome, now);
        return outcome;
    }

    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        return kinds.stream()
                .flatMap(kind -> kind.consequences(outcomes).stream())
                .toList();
    }

    private Optional<Administered> kind(AdminCommand command) {
        return kinds.stream().filter(kind -> kind.concerns(command)).findFirst();
    }
}
