package io.sluice.worker.routing;

import io.sluice.schemas.RuleId;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.Rule;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.administration.Refusals;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What administration does to rules. */
@Component
class Rules implements Administered {
    private final RuleRepository rules;

    Rules(RuleRepository rules) {
        this.rules = rules;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreateRule() != null || command.getUpdateRule() != null || command.getDeleteRule() != null;
    }

    @Override
    public Optional<Rule> standing(AdminCommand command, Instant now) {
        var header = command.getHeader();
        return rules.lock(header, RuleId.of(header.getResourceId()));
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var refusals = new Refusals("rule", command.getHeader(), now);
        var header = command.getHeader();
        var id = RuleId.of(header.getResourceId());
        if (command.getCreateRule() != null) {
            var create = command.getCreateRule();
            if (rules.isTaken(header, id, create.getName())) return refusals.taken(create.getName(), "environment");
            return Outcome.succeeded(header, now, rules.insert(header, id, create, now));
        }
        // Locked, so that what is looked at now is what is changed.
        var found = rules.lock(header, id);
        if (found.isEmpty()) return refusals.unknown();
        var rule = found.get();
        if (refusals.meansAnother(rule.getVersion())) return refusals.changed(rule.getVersion());
        if (command.getUpdateRule() != null) {
            var name = command.getUpdateRule().getName();
            if (name != null && rules.isTaken(header, id, name)) return refusals.taken(name, "environment");
            return Outcome.succeeded(header, now, rules.update(id, command.getUpdateRule(), now));
        }
        var user = rules.user(id);
        if (user.isPresent()) return refusals.used(rule.getName(), "the account " + user.get());
        rules.delete(id);
        return Outcome.succeeded(header, now, rule);
    }
}
