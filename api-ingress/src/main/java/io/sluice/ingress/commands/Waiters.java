package io.sluice.ingress.commands;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.avro.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Those who wait for the outcome of a command on this node, fed by {@code command-results}. A waiter registers before
 * its command is published, so no outcome can pass it by. Bounded: over the bound nobody waits, and a 202 says so.
 */
@Component
final class Waiters {
    static final int PER_KEY_MAX = 100;
    static final int PER_NODE_MAX = 10_000;

    private final Map<CommandId, List<CompletableFuture<CommandResult>>> waiting = new ConcurrentHashMap<>();
    private final Map<KeyId, AtomicInteger> perKey = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    /**
     * The outcome, or a time-out, or no place to wait at all. Several may wait for one command: a repeated request has
     * the same id.
     */
    Optional<CompletableFuture<CommandResult>> await(CommandId id, KeyId key, Duration atMost) {
        if (!enter(key)) return Optional.empty();
        var outcome = new CompletableFuture<CommandResult>();
        waiting.merge(id, List.of(outcome), Waiters::plus);
        outcome.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(outcome.whenComplete((result, timeout) -> {
            leave(key);
            waiting.computeIfPresent(id, (ignored, those) -> minus(those, outcome));
        }));
    }

    /** How many wait at present. */
    int count() {
        return all.get();
    }

    void complete(CommandResult result) {
        var those = waiting.remove(CommandId.of(result.getId()));
        if (those != null) those.forEach(outcome -> outcome.complete(result));
    }

    private static <T> List<T> plus(List<T> those, List<T> more) {
        return Stream.concat(those.stream(), more.stream()).toList();
    }

    private static <T> @Nullable List<T> minus(List<T> those, T one) {
        var rest = those.stream().filter(other -> !other.equals(one)).toList();
        return rest.isEmpty() ? null : rest;
    }

    private boolean enter(KeyId key) {
        if (all.incrementAndGet() > PER_NODE_MAX) {
            all.decrementAndGet();
            return false;
        }
        var mine = perKey.compute(key, (id, count) -> {
            var counter = count == null ? new AtomicInteger() : count;
            counter.incrementAndGet();
            return counter;
        });
        if (mine.get() <= PER_KEY_MAX) return true;
        leave(key);
        return false;
    }

    private void leave(KeyId key) {
        all.decrementAndGet();
        perKey.computeIfPresent(key, (id, count) -> count.decrementAndGet() == 0 ? null : count);
    }
}
