package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.avro.CommandResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where commands stand, as the worker recorded it, and as it will when one waits for that. */
@Component
final class Standings {
    private static final Optional<CompletableFuture<CommandResult>> NOT_WAITING = Optional.empty();

    private final CommandRepository repository;
    private final Waiters waiters;

    Standings(CommandRepository repository, Waiters waiters) {
        this.repository = repository;
        this.waiters = waiters;
    }

    /**
     * Where a command stands as soon as that is enough, or when the wait is over; empty while no worker has recorded
     * it. Whoever waits registers before the row is read, so that no news in between is missed.
     */
    CompletableFuture<Optional<CommandResult>> find(
            CommandId id, Caller caller, Duration wait, Predicate<CommandStatus> isEnough) {
        var latest = new AtomicReference<@Nullable CommandResult>();
        var waiting = wait.isZero()
                ? NOT_WAITING
                : waiters.await(id, caller.principal(), wait, news -> {
                    latest.set(news);
                    return isEnough.test(CommandStatus.of(news));
                });
        var found = repository.find(caller, id);
        if (waiting.isEmpty()
                || found.filter(result -> isEnough.test(status(result, id))).isPresent()) {
            waiting.ifPresent(place -> place.cancel(false));
            return CompletableFuture.completedFuture(found);
        }
        return waiting.get()
                .thenApply(Optional::of)
                .exceptionally(timeout -> Optional.ofNullable(latest.get()).or(() -> found));
    }

    /** Where this command stands by what is recorded of its claim: when another request holds that, it has failed. */
    static CommandStatus status(CommandResult result, CommandId id) {
        return result.getId().equals(id.text()) ? CommandStatus.of(result) : CommandStatus.FAILED;
    }
}
