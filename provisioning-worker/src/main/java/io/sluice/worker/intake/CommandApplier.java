package io.sluice.worker.intake;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.ClaimedMeanwhileException;
import io.sluice.worker.claims.Claims;
import io.sluice.worker.claims.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final TransactionOperations transaction;
    private final Clock clock;

    CommandApplier(Lane<V> lane, Claims claims, TransactionOperations transaction, Clock clock) {
        this.lane = lane;
        this.claims = claims;
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
        if (commands.isEmpty()) return List.of();
        try {
            return transaction.execute(status -> applyAll(commands, clock.instant()));
        } catch (ClaimedMeanwhileException e) {
            // All of it is undone, and what the other one did is seen by now.
            return apply(commands);
        } catch (RuntimeException e) {
            if (Failures.passesByItself(e)) throw e;
            if (commands.size() == 1) return transaction.execute(status -> reject(commands.getFirst(), e));
            int half = commands.size() / 2;
            return Stream.of(commands.subList(0, half), commands.subList(half, commands.size()))
                    .flatMap(part -> apply(part).stream())
                    .toList();
        }
    }

    private List<Publication> applyAll(List<V> commands, Instant now) {
        var outcomes = claims.find(commands.stream().map(this::claim).distinct().toList());
        var fresh = new LinkedHashMap<UUID, V>();
        for (var command : commands) {
            if (!outcomes.containsKey(claim(command))) fresh.putIfAbsent(claim(command), command);
        }
        var applied = lane.apply(List.copyOf(fresh.values()), now);
        claims.record(applied);
        applied.forEach(outcome -> outcomes.put(CommandId.of(outcome.getId()).claim(), outcome));
        return tell(commands, outcomes, now);
    }

    /** The outcome of every command of the set, those applied now and those applied before alike. */
    private List<Publication> tell(List<V> commands, Map<UUID, CommandResult> outcomes, Instant now) {
        var told = new LinkedHashMap<String, CommandResult>();
        for (var command : commands) {
            var header = lane.header(command);
            var outcome = outcomes.get(claim(command));
            if (outcome == null) throw new IllegalStateException(header.getId() + " was applied but has no outcome");
            boolean same = outcome.getId().equals(header.getId());
            told.put(header.getId(), same ? outcome : Outcome.reused(header, now));
        }
        return publications(List.copyOf(told.values()));
    }

    private List<Publication> reject(V command, RuntimeException why) {
        var header = lane.header(command);
        var now = clock.instant();
        LOG.error("{} {} was refused by the database", header.getType(), header.getId(), why);
        var outcomes = claims.find(List.of(claim(command)));
        if (outcomes.isEmpty()) {
            var rejected = Outcome.failed(header, now, ProblemCode.COMMAND_REJECTED, REJECTED_DETAIL);
            claims.record(List.of(rejected));
            outcomes.put(claim(command), rejected);
        }
        return tell(List.of(command), outcomes, now);
    }

    private List<Publication> publications(List<CommandResult> outcomes) {
        var publications = new ArrayList<Publication>(outcomes.size() * 2);
        outcomes.stream().map(Publication::of).forEach(publications::add);
        publications.addAll(lane.consequences(outcomes));
        return publications;
    }

    private UUID claim(V command) {
        CommandHeader header = lane.header(command);
        return CommandId.of(header.getId()).claim();
    }
}
