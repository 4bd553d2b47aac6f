package io.sluice.worker.routing;

import io.sluice.schemas.OutboundId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.Outbound;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.administration.Refusals;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What administration does to outbounds. */
@Component
class Outbounds implements Administered {
    private final OutboundRepository outbounds;

    Outbounds(OutboundRepository outbounds) {
        this.outbounds = outbounds;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreateOutbound() != null
                || command.getUpdateOutbound() != null
                || command.getDeleteOutbound() != null;
    }

    @Override
    public Optional<Outbound> standing(AdminCommand command, Instant now) {
        var header = command.getHeader();
        return outbounds.lock(header, OutboundId.of(header.getResourceId()));
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var refusals = new Refusals("outbound", command.getHeader(), now);
        var header = command.getHeader();
        var id = OutboundId.of(header.getResourceId());
        if (command.getCreateOutbound() != null) {
            var create = command.getCreateOutbound();
            if (outbounds.isTaken(header, id, create.getName())) return refusals.taken(create.getName(), "environment");
            return Outcome.succeeded(header, now, outbounds.insert(header, id, create, now));
        }
        // Locked, so that what is looked at now is what is changed.
        var found = outbounds.lock(header, id);
        if (found.isEmpty()) return refusals.unknown();
        var outbound = found.get();
        if (refusals.meansAnother(outbound.getVersion())) return refusals.changed(outbound.getVersion());
        if (command.getUpdateOutbound() != null) {
            var cleared = command.getUpdateOutbound().getClear();
            for (var needed : List.of("address", "port")) {
                if (!outbound.getProtocol().equals("direct") && cleared.contains(needed)) {
                    return needed(refusals, needed, outbound.getProtocol());
                }
            }
            var name = command.getUpdateOutbound().getName();
            if (name != null && outbounds.isTaken(header, id, name)) return refusals.taken(name, "environment");
            return Outcome.succeeded(header, now, outbounds.update(id, command.getUpdateOutbound(), now));
        }
        var user = outbounds.user(id);
        if (user.isPresent()) return refusals.used(outbound.getName(), "the account " + user.get());
        outbounds.delete(id);
        return Outcome.succeeded(header, now, outbound);
    }

    private static CommandResult needed(Refusals refusals, String field, String protocol) {
        return refusals.refused(
                ProblemCode.VALIDATION_FAILED,
                "A proxy of the protocol " + protocol + " needs its " + field + ", so " + field + " cannot be null.");
    }
}
