package io.sluice.worker.roles;

import io.sluice.schemas.Environment;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.Role;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.administration.Refusals;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What administration does to roles. */
@Component
class Roles implements Administered {
    private final RoleRepository roles;

    Roles(RoleRepository roles) {
        this.roles = roles;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreateRole() != null || command.getUpdateRole() != null || command.getDeleteRole() != null;
    }

    @Override
    public Optional<Role> standing(AdminCommand command, Instant now) {
        var header = command.getHeader();
        return roles.lock(TenantId.of(header.getTenantId()), RoleId.of(header.getResourceId()));
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        var refusals = new Refusals("role", header, now);
        var tenant = TenantId.of(header.getTenantId());
        var id = RoleId.of(header.getResourceId());
        if (command.getCreateRole() != null) {
            var create = command.getCreateRole();
            if (roles.isTaken(tenant, id, create.getName())) return refusals.taken(create.getName(), "tenant");
            return Outcome.succeeded(header, now, roles.insert(tenant, id, create, now));
        }
        // Locked, so that what is looked at now is what is changed.
        var found = roles.lock(tenant, id);
        if (found.isEmpty()) return refusals.unknown();
        var role = found.get();
        if (refusals.meansAnother(role.getVersion())) return refusals.changed(role.getVersion());
        if (role.getBuiltin()) {
            return refusals.refused(
                    ProblemCode.CONFLICT,
                    "The role \"" + role.getName() + "\" came with the tenant and stays as it is. Make another.");
        }
        if (command.getUpdateRole() != null) {
            var name = command.getUpdateRole().getName();
            if (name != null && roles.isTaken(tenant, id, name)) return refusals.taken(name, "tenant");
            return Outcome.succeeded(header, now, roles.update(id, command.getUpdateRole(), now));
        }
        var user = roles.user(id);
        if (user.isPresent()) return refusals.used(role.getName(), user.get());
        roles.delete(id);
        return Outcome.succeeded(header, now, role);
    }

    /** The roles as they stand now, those that came with a new tenant among them, and that others are no longer. */
    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        var told = outcomes.stream()
                .filter(outcome -> outcome.getRole() != null)
                .map(CommandResult::getRole)
                .collect(Collectors.toMap(Role::getId, role -> role, (one, other) -> other));
        var found = roles.find(told.keySet().stream().map(RoleId::of).toList());
        found.forEach(role -> told.remove(role.getId()));
        var builtin = outcomes.stream()
                .filter(outcome -> outcome.getTenant() != null)
                .map(outcome -> TenantId.of(outcome.getResourceId()))
                .distinct()
                .flatMap(tenant -> roles.builtin(tenant).stream());
        return Stream.concat(
                        Stream.concat(found.stream(), builtin).map(Roles::state),
                        told.values().stream().map(Roles::gone))
                .toList();
    }

    List<Publication> builtin(TenantId tenant) {
        return roles.builtin(tenant).stream().map(Roles::state).toList();
    }

    /** A role is of no environment, and works in both. */
    private static Publication state(Role role) {
        return Publication.of(
                Topics.ROLE_STATE,
                role.getId(),
                role,
                role.getId(),
                role.getTenantId(),
                Environment.LIVE.text(),
                "role.state");
    }

    private static Publication gone(Role role) {
        return Publication.gone(
                Topics.ROLE_STATE, role.getId(), role.getTenantId(), Environment.LIVE.text(), "role.state");
    }
}
