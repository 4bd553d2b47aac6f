package io.sluice.worker.ratelimits;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.CreateRateLimit;
import io.sluice.schemas.avro.RateLimit;
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

/** What administration does to rate limits, and what becomes of those of a key that is deleted. */
@Component
class RateLimits implements Administered {
    private static final String TYPE = "rate-limit.state";

    private final RateLimitRepository limits;

    RateLimits(RateLimitRepository limits) {
        this.limits = limits;
    }

    @Override
    public boolean concerns(AdminCommand command) {
        return command.getCreateRateLimit() != null
                || command.getUpdateRateLimit() != null
                || command.getDeleteRateLimit() != null;
    }

    @Override
    public Optional<RateLimit> standing(AdminCommand command, Instant now) {
        var header = command.getHeader();
        return limits.lock(header, RateLimitId.of(header.getResourceId()));
    }

    @Override
    public CommandResult apply(AdminCommand command, Instant now) {
        var header = command.getHeader();
        var refusals = new Refusals("rate limit", header, now);
        var id = RateLimitId.of(header.getResourceId());
        if (command.getCreateRateLimit() != null) return create(header, id, command.getCreateRateLimit(), now);
        // Locked, so that what is looked at now is what is changed.
        var found = limits.lock(header, id);
        if (found.isEmpty()) return refusals.unknown();
        var limit = found.get();
        if (limit.getByPlatform() && !limits.isOfPlatform(header.getPrincipal())) {
            return refusals.refused(
                    ProblemCode.PERMISSION_DENIED,
                    "Those who run the platform made this rate limit, and they alone change it. Ask them.");
        }
        if (refusals.meansAnother(limit.getVersion())) return refusals.changed(limit.getVersion());
        if (command.getUpdateRateLimit() != null) {
            return Outcome.succeeded(header, now, limits.update(id, command.getUpdateRateLimit(), now));
        }
        limits.delete(id);
        return Outcome.succeeded(header, now, limit);
    }

    private CommandResult create(CommandHeader header, RateLimitId id, CreateRateLimit create, Instant now) {
        var refusals = new Refusals("rate limit", header, now);
        var bound = Bound.of(create);
        // Locked, so that those who make one at the same time are counted one after the other.
        if (create.getKeyId() == null) limits.lockTenant(header);
        else if (!limits.lockKey(header, KeyId.of(create.getKeyId()))) {
            return refusals.refused(
                    ProblemCode.NOT_FOUND,
                    "There is no key \"" + create.getKeyId() + "\" in this tenant and environment. GET /v1/keys lists"
                            + " those that there are.");
        }
        if (limits.count(header, create) >= bound.max()) {
            return refusals.refused(ProblemCode.CONFLICT, bound.reached());
        }
        return Outcome.succeeded(header, now, limits.insert(header, id, create, now));
    }

    /** The rate limits as they stand now, and that others are no longer. */
    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        var told = outcomes.stream()
                .map(CommandResult::getRateLimit)
                .filter(limit -> limit != null)
                .collect(Collectors.toMap(RateLimit::getId, limit -> limit, (one, other) -> other));
        var found = limits.find(told.keySet().stream().map(RateLimitId::of).toList());
        found.forEach(limit -> told.remove(limit.getId()));
        var gone =
                told.values().stream().map(limit -> gone(limit.getId(), limit.getTenantId(), limit.getEnvironment()));
        return Stream.of(found.stream().map(RateLimits::state), gone, withTheirKeys(outcomes))
                .flatMap(publications -> publications)
                .toList();
    }

    private Stream<Publication> withTheirKeys(List<CommandResult> outcomes) {
        return outcomes.stream()
                .map(CommandResult::getKey)
                .filter(key -> key != null && key.getStatus().equals("deleted"))
                .flatMap(this::withItsKey);
    }

    private Stream<Publication> withItsKey(ApiKey key) {
        return limits.deletedWith(KeyId.of(key.getId())).stream()
                .map(id -> gone(id.text(), key.getTenantId(), key.getEnvironment()));
    }

    private static Publication state(RateLimit limit) {
        return Publication.of(
                Topics.RATE_LIMIT_STATE,
                limit.getId(),
                limit,
                limit.getId(),
                limit.getTenantId(),
                limit.getEnvironment(),
                TYPE);
    }

    private static Publication gone(String id, String tenant, String environment) {
        return Publication.gone(Topics.RATE_LIMIT_STATE, id, tenant, environment, TYPE);
    }
}
