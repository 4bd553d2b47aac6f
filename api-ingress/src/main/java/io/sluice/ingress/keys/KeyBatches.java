package io.sluice.ingress.keys;

import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.CommandIds;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.commands.Commands.NotAccepted;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.commands.Submission;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Changes many keys by a request: each by a command of its own, so that what is done to one key stays in order whoever
 * asks for it, and each with its own outcome.
 */
@Component
final class KeyBatches {
    /** How many are on their way at once: half of those who may wait for one caller at this node. */
    private static final int WAVE = 50;

    /** One of the changes. */
    sealed interface Part {}

    /** @param make the submission of a call, which says how long to wait */
    record Asked(String keyId, Call call, Function<Call, Submission<AdminCommand>> make) implements Part {}

    /** It is clear from the start that it is not done. */
    record Refused(String keyId, Problem problem) implements Part {}

    private record Done(String keyId, @Nullable CommandId command, Receipt receipt) {}

    private final Commands commands;
    private final CommandIds ids;
    private final KeySubmissions submissions;
    private final Problems problems;
    private final Clock clock;

    KeyBatches(Commands commands, CommandIds ids, KeySubmissions submissions, Problems problems, Clock clock) {
        this.commands = commands;
        this.ids = ids;
        this.submissions = submissions;
        this.problems = problems;
        this.clock = clock;
    }

    /** Answers with the outcome of each part, in order; those that are not known in time are told to be accepted. */
    CompletableFuture<ResponseEntity<Object>> submit(List<Part> parts, Call asked) {
        var call = asked.orWaitingFor(KeySubmissions.WAIT_DEFAULT);
        var until = clock.instant().plus(call.preferences().waitFor());
        return wave(parts, until, new ArrayList<>()).thenApply(done -> answer(done, call));
    }

    private CompletableFuture<List<Done>> wave(List<Part> parts, Instant until, List<Done> before) {
        if (parts.isEmpty()) return CompletableFuture.completedFuture(before);
        var now = parts.subList(0, Math.min(WAVE, parts.size()));
        var wait = Duration.between(clock.instant(), until);
        var sent = now.stream()
                .map(part -> send(part, wait.isNegative() ? Duration.ZERO : wait))
                .toList();
        // Sending may have to wait for room, which the thread that brings outcomes must not.
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                .thenComposeAsync(
                        _ -> {
                            sent.forEach(one -> before.add(one.join()));
                            return wave(parts.subList(now.size(), parts.size()), until, before);
                        },
                        Thread::startVirtualThread);
    }

    private CompletableFuture<Done> send(Part part, Duration wait) {
        return switch (part) {
            case Refused(var key, var problem) ->
                CompletableFuture.completedFuture(new Done(key, null, new NotAccepted(problem)));
            case Asked(var key, var call, var make) -> {
                var submission = make.apply(call.waitingFor(wait));
                yield commands.submit(submission)
                        .thenCompose(receipt -> submissions
                                .effective(receipt)
                                .thenApply(here -> new Done(key, submission.id(), receipt)));
            }
        };
    }

    private ResponseEntity<Object> answer(List<Done> done, Call call) {
        var refused = done.stream().flatMap(one -> refusal(one).stream()).toList();
        // Nothing was done at all: then that is the answer, with its own status.
        if (refused.size() == done.size() && done.stream().allMatch(one -> one.command() != null)) {
            return problems.answer(refused.getFirst(), call.request());
        }
        var outcomes = done.stream().map(one -> outcome(one, call)).toList();
        boolean settled = done.stream().noneMatch(one -> one.receipt() instanceof Accepted);
        return ResponseEntity.status(settled ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .cacheControl(CacheControl.noStore())
                .body(new KeyOutcomes(outcomes));
    }

    private static Optional<Problem> refusal(Done done) {
        return done.receipt() instanceof NotAccepted(var problem) ? Optional.of(problem) : Optional.empty();
    }

    private KeyOutcomes.Outcome outcome(Done done, Call call) {
        var command = done.command() == null ? null : ids.show(call.caller(), done.command());
        return switch (done.receipt()) {
            case Accepted _ -> new KeyOutcomes.Outcome(done.keyId(), "accepted", command, null, null);
            case Settled(var result) ->
                new KeyOutcomes.Outcome(
                        done.keyId(),
                        result.getError() == null ? "succeeded" : "failed",
                        command,
                        view(result.getKey()),
                        error(result.getError()));
            case NotAccepted(var problem) ->
                new KeyOutcomes.Outcome(
                        done.keyId(),
                        "failed",
                        null,
                        null,
                        new KeyOutcomes.Failure(
                                problem.code().status(), problem.code().name(), problem.detail()));
        };
    }

    private @Nullable KeyView view(@Nullable ApiKey key) {
        return key == null ? null : KeyView.of(key, null, clock.instant());
    }

    private static KeyOutcomes.@Nullable Failure error(@Nullable CommandError error) {
        return error == null ? null : new KeyOutcomes.Failure(error.getStatus(), error.getCode(), error.getDetail());
    }
}
