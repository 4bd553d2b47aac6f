package io.sluice.worker.keys;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Publication;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What administration does to API keys. */
@Component
class Keys implements Administered {
    private final KeyRepository keys;

    Keys(KeyRepository keys) {
        this.keys = keys;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreateKey() != null || command.getRevokeKey() != null;
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        var id = KeyId.of(header.getResourceId());
        var tenant = TenantId.of(header.getTenantId());
        if (command.getCreateKey() != null) {
            return Outcome.succeeded(header, now, keys.insert(id, tenant, command.getCreateKey(), now));
        }
        return keys.revoke(id, tenant, Environment.of(header.getEnvironment()), now)
                .map(key -> Outcome.succeeded(header, now, key))
                .orElseGet(() -> Outcome.failed(
                        header, now, ProblemCode.NOT_FOUND, "There is no key \"" + id + "\" in this tenant."));
    }

    /** The keys as they stand now: an outcome that is told once more must not bring an older state back. */
    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        var ids = outcomes.stream()
                .filter(outcome -> outcome.getKey() != null)
                .map(outcome -> KeyId.of(outcome.getResourceId()))
                .distinct()
                .toList();
        return keys.find(ids).stream().map(Keys::state).toList();
    }

    static Publication state(ApiKey key) {
        return Publication.of(
                Topics.KEY_STATE, key.getId(), key, key.getId(), key.getTenantId(), key.getEnvironment(), "key.state");
    }
}
