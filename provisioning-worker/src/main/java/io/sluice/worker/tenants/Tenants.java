package io.sluice.worker.tenants;

import io.sluice.schemas.Environment;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.Tenant;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.administration.Refusals;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What administration does to tenants. Who may do it has been decided by the ingress. */
@Component
class Tenants implements Administered {
    private final TenantRepository tenants;

    Tenants(TenantRepository tenants) {
        this.tenants = tenants;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreateTenant() != null || command.getUpdateTenant() != null;
    }

    @Override
    public Optional<Tenant> standing(AdminCommand command, Instant now) {
        return tenants.lock(TenantId.of(command.getHeader().getResourceId()));
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        var refusals = new Refusals("tenant", header, now);
        var id = TenantId.of(header.getResourceId());
        if (command.getCreateTenant() != null) {
            var create = command.getCreateTenant();
            if (tenants.isTaken(create.getSlug())) {
                return refusals.refused(
                        ProblemCode.CONFLICT,
                        "The slug \"" + create.getSlug() + "\" belongs to another tenant. Choose another.");
            }
            return Outcome.succeeded(header, now, tenants.insert(id, create, now));
        }
        var found = tenants.lock(id);
        if (found.isEmpty()) return refusals.unknown();
        long version = found.get().getVersion();
        if (refusals.meansAnother(version)) return refusals.changed(version);
        return Outcome.succeeded(header, now, tenants.update(id, command.getUpdateTenant(), now));
    }

    /** The tenants as they stand now: an outcome that is told once more must not bring an older state back. */
    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        var ids = outcomes.stream()
                .filter(outcome -> outcome.getTenant() != null)
                .map(outcome -> TenantId.of(outcome.getResourceId()))
                .distinct()
                .toList();
        return states(ids);
    }

    List<Publication> states(List<TenantId> ids) {
        return tenants.find(ids).stream().map(Tenants::state).toList();
    }

    /** A tenant is of no environment, and works in both. */
    private static Publication state(Tenant tenant) {
        return Publication.of(
                Topics.TENANT_STATE,
                tenant.getId(),
                tenant,
                tenant.getId(),
                tenant.getId(),
                Environment.LIVE.text(),
                "tenant.state");
    }
}
