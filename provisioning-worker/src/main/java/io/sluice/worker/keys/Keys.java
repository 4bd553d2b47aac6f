package io.sluice.worker.keys;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.worker.administration.Administered;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.keys.KeyChange.Changed;
import io.sluice.worker.keys.KeyChange.Refused;
import io.sluice.worker.keys.KeyChange.Unchanged;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        return command.getCreateKey() != null || KeyChange.isOne(command);
    }

    @Override
    public Optional<ApiKey> standing(AdminCommand command, Instant now) {
        return keys.lock(command.getHeader());
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        if (command.getCreateKey() != null) return create(command, command.getCreateKey(), now);
        // Locked, so that what is looked at now is what is changed.
        var found = keys.lock(header);
        if (found.isEmpty()) return new Refusals(header, now).unknown();
        return switch (KeyChange.of(command, found.get(), now)) {
            case Changed(var key) -> Outcome.succeeded(header, now, keys.save(key));
            case Unchanged() -> Outcome.succeeded(header, now, found.get());
            case Refused(var outcome) -> outcome;
        };
    }

    private CommandResult create(AdminCommand command, CreateKey create, Instant now) {
        var header = command.getHeader();
        if (keys.isKnown(create.getKeyHash())) return new Refusals(header, now).known();
        var id = KeyId.of(header.getResourceId());
        return Outcome.succeeded(header, now, keys.insert(id, TenantId.of(header.getTenantId()), create, now));
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

    /** Every ingress reads all of it at its start, so what no request is decided by is left out. */
    static Publication state(ApiKey key) {
        var state = ApiKey.newBuilder(key)
                .setDescription(null)
                .setNotes(null)
                .setIntegration(null)
                .setCustomerId(null)
                .setResellerId(null)
                .setServerIds(List.of())
                .setPanelUrl(null)
                .build();
        return Publication.of(
                Topics.KEY_STATE,
                key.getId(),
                state,
                key.getId(),
                key.getTenantId(),
                key.getEnvironment(),
                "key.state");
    }
}
