package io.sluice.worker.intake;

import io.sluice.operations.logs.LogFields;
import io.sluice.schemas.ProblemCode;
import io.sluice.worker.claims.ClaimedMeanwhileException;
import io.sluice.worker.claims.Claims;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.claims.Schedule;
import io.sluice.worker.intake.Cancellations.Cancellation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Applies a set of commands in one database transaction, each at most once. A set that the database refuses is halved
 * until the command that it refuses stands alone and fails alone.
 */
final class CommandApplier<V extends SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandApplier.class);

    private static final String REJECTED_DETAIL = "The database refused this command, and would again. Tell us its id.";

    private final Lane<V> lane;
    private final Claims claims;
    private final Schedule schedule;
    private final Cancellations cancellations;
    private final TransactionOperations transaction;
    private final Clock clock;

    CommandApplier(Lane<V> lane, Claims claims, Schedule schedule, TransactionOperations transaction, Clock clock) {
        this.lane = lane;
        this.claims = claims;
        this.schedule = schedule;
        this.cancellations = new Cancellations(claims, schedule);
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Returns when every command has its outcome in the database: what is to be told of them.
     *
     * @throws RuntimeException when the database or the registry is away; then nothing of the failing part was applied,
     *     and the same commands may be given again
     */
    List<Publication> apply(List<V> commands) {
        return runs(commands).stream().flatMap(run -> applyRun(run).stream()).toList();
    }

    /**
     * Cancellations and other commands take turns, because each must see what became of those before it. Nearly every
     * set is one run.
     */
    private List<List<V>> runs(List<V> commands) {
        var runs = new ArrayList<List<V>>();
        int begin = 0;
        for (int at = 1; at < commands.size(); at++) {
            if (isCancellation(commands.get(at)) == isCancellation(commands.get(begin))) continue;
            runs.add(commands.subList(begin, at));
            begin = at;
        }
        if (!commands.isEmpty()) runs.add(commands.subList(begin, commands.size()));
        return runs;
    }

    private boolean isCancellation(V command) {
        return lane.cancels(command).isPresent();
    }

    private List<Publication> applyRun(List<V> commands) {
        try {
            return transaction.execute(status -> applyAll(commands, clock.instant()));
        } catch (ClaimedMeanwhileException e) {
            // All of it is undone, and what the other one did is seen by now.
            return applyRun(commands);
        } catch (RuntimeException e) {
            if (Failures.passesByItself(e)) throw e;
            if (commands.size() == 1) return again(commands.getFirst());
            int half = commands.size() / 2;
            return Stream.of(commands.subList(0, half), commands.subList(half, commands.size()))
                    .flatMap(part -> applyRun(part).stream())
                    .toList();
        }
    }

    private List<Publication> applyAll(List<V> commands, Instant now) {
        var set = new CommandSet<>(lane, claims, schedule, commands, now);
        var running = set.running();
        var cancelling = running.stream()
                .flatMap(command -> cancellation(command).stream())
                .toList();
        set.settle(cancelling.isEmpty() ? lane.apply(running, now) : cancellations.apply(cancelling, now));
        return publications(set);
    }

    private Optional<Cancellation> cancellation(V command) {
        return lane.cancels(command).map(target -> new Cancellation(lane.header(command), target));
    }

    /** Alone, a command is tried once more: what stood in its way, another's port for instance, may be seen by now. */
    private List<Publication> again(V command) {
        try {
            return transaction.execute(status -> applyAll(List.of(command), clock.instant()));
        } catch (ClaimedMeanwhileException e) {
            return apply(List.of(command));
        } catch (RuntimeException e) {
            if (Failures.passesByItself(e)) throw e;
            return transaction.execute(status -> reject(command, e));
        }
    }

    private List<Publication> reject(V command, RuntimeException why) {
        var header = lane.header(command);
        var now = clock.instant();
        try (var _ = MDC.putCloseable(LogFields.COMMAND_ID, header.getId())) {
            LOG.error("a command {} was refused by the database", header.getType(), why);
        }
        var set = new CommandSet<>(lane, claims, schedule, List.of(command), now);
        // Nothing runs when it was settled before, by itself or by another request under the same key.
        set.settle(set.running().stream()
                .map(running -> Outcome.failed(header, now, ProblemCode.COMMAND_REJECTED, REJECTED_DETAIL))
                .toList());
        return publications(set);
    }

    private List<Publication> publications(CommandSet<V> set) {
        var outcomes = set.told();
        var publications = new ArrayList<Publication>(outcomes.size() * 2);
        for (var outcome : outcomes) {
            publications.add(Publication.of(outcome, set.recorded(outcome)));
            // Who waits for the command that was taken back hears of it, as often as the cancellation is told.
            if (outcome.getCancelled() != null) publications.add(Publication.of(outcome.getCancelled(), null));
        }
        publications.addAll(lane.consequences(outcomes));
        return publications;
    }
}
