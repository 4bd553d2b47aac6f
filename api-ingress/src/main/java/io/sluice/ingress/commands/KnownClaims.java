package io.sluice.ingress.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandResult;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Which request holds an Idempotency-Key, as far as this node has heard. Only an outcome says so: of two requests under
 * one key that are both on their way, the worker alone decides which was first.
 */
@Component
final class KnownClaims {
    private static final int REMEMBERED_MAX = 100_000;

    private final Cache<UUID, CommandId> holders =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    void remember(CommandResult result) {
        var id = CommandId.of(result.getId());
        // An id by time is a claim of its own, which nobody else can meet.
        if (id.claim().equals(id.value())) return;
        var error = result.getError();
        if (error != null && error.getCode().equals(ProblemCode.IDEMPOTENCY_KEY_REUSED.name())) return;
        holders.put(id.claim(), id);
    }

    boolean isHeldByAnother(CommandId id) {
        var holder = holders.getIfPresent(id.claim());
        return holder != null && !holder.equals(id);
    }
}
