package io.sluice.ingress.commands;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.PrincipalId;
import io.sluice.schemas.avro.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Those who wait for news of a command on this node, fed by {@code command-results}. A waiter registers before its
 * command is published, so no news can pass it by. Bounded: over the bound nobody waits, and whoever asked is told so.
 */
@Component
final class Waiters {
    static final int PER_PRINCIPAL_MAX = 100;
    static final int PER_NODE_MAX = 10_000;

    /** Where one waits; whoever has heard enough, or goes away, leaves it. */
    final class Place {
        private final CommandId id;
        private final PrincipalId principal;
        private final Predicate<CommandResult> heardEnough;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(CommandId id, PrincipalId principal, Predicate<CommandResult> heardEnough) {
            this.id = id;
            this.principal = principal;
            this.heardEnough = heardEnough;
        }

        /** Frees the place; a second time does nothing. */
        void leave() {
            if (left.getAndSet(true)) return;
            waiting.computeIfPresent(id, (ignored, those) -> minus(those, this));
            Waiters.this.leave(principal);
        }

        private void hear(CommandResult news) {
            if (heardEnough.test(news)) leave();
        }
    }

    private final Map<CommandId, List<Place>> waiting = new ConcurrentHashMap<>();
    private final Map<PrincipalId, AtomicInteger> perPrincipal = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    /**
     * A place to wait, or none. Several may wait for one command: a repeated request has the same id.
     *
     * @param heardEnough is given all news of the command, on the thread that reads them, and must not block it; true
     *     leaves the place
     */
    Optional<Place> enter(CommandId id, PrincipalId principal, Predicate<CommandResult> heardEnough) {
        if (!enter(principal)) return Optional.empty();
        var place = new Place(id, principal, heardEnough);
        waiting.merge(id, List.of(place), Waiters::plus);
        return Optional.of(place);
    }

    /** How many wait at present. */
    int count() {
        return all.get();
    }

    /** The first news that is enough, or a time-out, or no place to wait at all. */
    Optional<CompletableFuture<CommandResult>> await(
            CommandId id, PrincipalId principal, Duration atMost, Predicate<CommandResult> isEnough) {
        var enough = new CompletableFuture<CommandResult>();
        var place = enter(id, principal, news -> isEnough.test(news) && enough.complete(news));
        if (place.isEmpty()) return Optional.empty();
        // The future itself is handed out and not what depends on it, so that cancelling it frees the place.
        var _ = enough.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((news, gaveUp) -> place.get().leave());
        return Optional.of(enough);
    }

    void tell(CommandResult news) {
        waiting.getOrDefault(CommandId.of(news.getId()), List.of()).forEach(place -> place.hear(news));
    }

    private static <T> List<T> plus(List<T> those, List<T> more) {
        return Stream.concat(those.stream(), more.stream()).toList();
    }

    private static <T> @Nullable List<T> minus(List<T> those, T one) {
        var rest = those.stream().filter(other -> !other.equals(one)).toList();
        return rest.isEmpty() ? null : rest;
    }

    private boolean enter(PrincipalId principal) {
        if (all.incrementAndGet() > PER_NODE_MAX) {
            all.decrementAndGet();
            return false;
        }
        var mine = perPrincipal.compute(principal, (id, count) -> {
            var counter = count == null ? new AtomicInteger() : count;
            counter.incrementAndGet();
            return counter;
        });
        if (mine.get() <= PER_PRINCIPAL_MAX) return true;
        leave(principal);
        return false;
    }

    private void leave(PrincipalId principal) {
        all.decrementAndGet();
        perPrincipal.computeIfPresent(principal, (id, count) -> count.decrementAndGet() == 0 ? null : count);
    }
}
