package io.sluice.worker.intake;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Claims;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.claims.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one transaction. It knows which of them are to be applied now: those that nobody took up before, and
 * those that were put off until now. The rest are told of once more.
 */
final class CommandSet<V extends SpecificRecord> {
    private final Lane<V> lane;
    private final Claims claims;
    private final Schedule schedule;
    private final List<V> commands;
    private final Instant now;

    /** By the id of each command, because to read a claim out of its text takes time. */
    private final Map<String, UUID> claimsById;

    /** By id: outcomes as they were recorded now. */
    private final Map<String, byte[]> recorded = new HashMap<>();

    /** By claim: what was known before, and what becomes of these. */
    private final Map<UUID, CommandResult> outcomes;

    /** Of those that are applied now: they were put off before, and so are recorded already. */
    private final Set<UUID> due;

    CommandSet(Lane<V> lane, Claims claims, Schedule schedule, List<V> commands, Instant now) {
        this.lane = lane;
        this.claims = claims;
        this.schedule = schedule;
        this.commands = commands;
        this.now = now;
        this.claimsById = new HashMap<>();
        for (var command : commands) {
            claimsById.computeIfAbsent(
                    lane.header(command).getId(), id -> CommandId.of(id).claim());
        }
        this.outcomes = claims.find(Set.copyOf(claimsById.values()));
        this.due = takeDue();
    }

    private Set<UUID> takeDue() {
        var putOff = commands.stream()
                .filter(this::isScheduled)
                .map(this::claim)
                .collect(Collectors.toCollection(HashSet::new));
        // Nearly always.
        if (putOff.isEmpty()) return Set.of();
        var taken = schedule.takeDue(putOff, now);
        putOff.removeAll(taken);
        // One that another transaction took off while this one waited is final by now.
        outcomes.putAll(claims.find(putOff));
        return taken;
    }

    private boolean isScheduled(V command) {
        var known = outcomes.get(claim(command));
        return known != null
                && CommandStatus.of(known) == CommandStatus.SCHEDULED
                && known.getId().equals(lane.header(command).getId());
    }

    /** Puts off those that came before their time, and returns those that are to be applied, in order. */
    List<V> running() {
        var running = new LinkedHashMap<UUID, V>();
        var early = new ArrayList<V>();
        for (var command : commands) {
            var claim = claim(command);
            boolean wasPutOff = due.contains(claim);
            boolean ours = wasPutOff ? isScheduled(command) : !outcomes.containsKey(claim);
            if (!ours || running.containsKey(claim)) continue;
            if (wasPutOff || !isEarly(command)) {
                running.put(claim, command);
            } else {
                early.add(command);
                outcomes.put(claim, Outcome.scheduled(lane.header(command)));
            }
        }
        recorded.putAll(claims.record(
                early.stream().map(command -> outcomes.get(claim(command))).toList()));
        schedule.add(lane.topic(), early, lane::header);
        return List.copyOf(running.values());
    }

    private boolean isEarly(V command) {
        var notBefore = lane.header(command).getNotBefore();
        return notBefore != null && notBefore.isAfter(now);
    }

    /** Writes what became of those that were applied. */
    void settle(List<CommandResult> applied) {
        recorded.putAll(claims.record(
                applied.stream().filter(outcome -> !wasPutOff(outcome)).toList()));
        claims.settle(applied.stream().filter(this::wasPutOff).toList());
        applied.forEach(outcome -> outcomes.put(claim(outcome), outcome));
    }

    private boolean wasPutOff(CommandResult outcome) {
        return due.contains(claim(outcome));
    }

    /** Where each command of the set stands, those applied now and those of before alike. */
    List<CommandResult> told() {
        var told = new LinkedHashMap<String, CommandResult>();
        for (var command : commands) {
            var header = lane.header(command);
            var outcome = outcomes.get(claim(command));
            if (outcome == null) throw new IllegalStateException(header.getId() + " was applied but has no outcome");
            boolean same = outcome.getId().equals(header.getId());
            told.put(header.getId(), same ? outcome : Outcome.reused(header, now));
        }
        return List.copyOf(told.values());
    }

    /** An outcome as it was recorded by this set, ready to be told; null when it was not. */
    byte @Nullable [] recorded(CommandResult outcome) {
        return recorded.get(outcome.getId());
    }

    private UUID claim(V command) {
        return claim(lane.header(command).getId());
    }

    private UUID claim(CommandResult outcome) {
        return claim(outcome.getId());
    }

    private UUID claim(String id) {
        return requireNonNull(claimsById.get(id), id);
    }
}
