package io.sluice.ingress.commands;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RequestId;
import io.sluice.operations.logs.LogFields;
import io.sluice.operations.traces.Traces;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** The way of every change: name it, publish it, and where the caller wishes wait for its outcome. */
@Component
public final class Commands {
    /** What became of a submission. */
    public sealed interface Receipt {}

    /** Kafka has it; its outcome is not known here yet, or it is put off. */
    public record Accepted(
            CommandId id, String type, String resourceId, Instant acceptedAt, Optional<Instant> notBefore)
            implements Receipt {}

    /** It was applied, or failed, while the caller waited. */
    public record Settled(CommandResult result) implements Receipt {}

    /** It was not accepted, or nobody knows. */
    public record NotAccepted(Problem problem) implements Receipt {}

    static final String REUSED =
            "This Idempotency-Key was sent with another request before. Use a new key for a new request.";

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final CommandIds ids;
    private final CommandPublisher publisher;
    private final Waiters waiters;
    private final KnownClaims claims;
    private final CommandMeters meters;
    private final Traces traces;
    private final ClientAddresses addresses;
    private final Clock clock;

    Commands(
            CommandIds ids,
            CommandPublisher publisher,
            Waiters waiters,
            KnownClaims claims,
            CommandMeters meters,
            Traces traces,
            ClientAddresses addresses,
            Clock clock) {
        this.claims = claims;
        this.addresses = addresses;
        this.ids = ids;
        this.publisher = publisher;
        this.waiters = waiters;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    /** The id of a request: the same again under the same idempotency key, else a new one. */
    public CommandId identify(Call call, byte[] requestHash) {
        return call.preferences()
                .idempotencyKey()
                .map(key -> ids.of(call.caller(), key, withTime(requestHash, call)))
                .orElseGet(() -> ids.next(clock.instant()));
    }

    /** The same change at another time is another request. */
    private static byte[] withTime(byte[] requestHash, Call call) {
        var notBefore = call.preferences().notBefore();
        if (notBefore.isEmpty()) return requestHash;
        return ByteBuffer.allocate(requestHash.length + Long.BYTES)
                .put(requestHash)
                .putLong(notBefore.get().toEpochMilli())
                .array();
    }

    /** Publishes, and completes when the command is durable or, where the caller waits, settled. */
    public <V extends SpecificRecord> CompletableFuture<Receipt> submit(Submission<V> submission) {
        var id = submission.id();
        if (claims.isHeldByAnother(id)) return CompletableFuture.completedFuture(reused());

        var now = clock.instant();
        var header = header(submission, now);
        var notBefore = submission.call().preferences().notBefore();
        var accepted = new Accepted(id, submission.type(), submission.resourceId(), now, notBefore);
        // Who waits registers before the command is published, so its outcome cannot pass by.
        var waiting = waiting(submission, now);
        return publisher
                .publish(submission.topic(), header, submission.command().apply(header))
                .thenCompose(durable -> {
                    meters.accepted(submission.type());
                    return outcome(waiting, accepted);
                })
                .exceptionally(failure -> {
                    waiting.ifPresent(place -> place.cancel(false));
                    return unknown(failure, submission);
                });
    }

    /**
     * Empty when the caller does not wait, or when there is no place left to. Of a command that is put off for longer
     * than the caller waits, nothing more is heard in time than that it is.
     */
    private Optional<CompletableFuture<CommandResult>> waiting(Submission<?> submission, Instant now) {
        var wait = submission.call().preferences().waitFor();
        if (wait.isZero()) return Optional.empty();
        boolean putOff = submission.call().earliest(now).isAfter(now.plus(wait));
        return waiters.await(
                        submission.id(),
                        submission.call().caller().principal(),
                        wait,
                        news -> putOff || CommandStatus.of(news).isFinal())
                .map(place -> traced(place, submission.id()));
    }

    private CompletableFuture<CommandResult> traced(CompletableFuture<CommandResult> place, CommandId id) {
        var span = traces.begin("wait for outcome", id.text());
        if (!span.isRecording()) return place;
        // What is returned is the place itself, so that who gives it up frees it.
        var _ = place.whenComplete((outcome, timeout) -> Traces.end(span, timeout));
        return place;
    }

    private static CompletableFuture<Receipt> outcome(
            Optional<CompletableFuture<CommandResult>> waiting, Accepted accepted) {
        return waiting.map(heard -> heard.<Receipt>thenApply(
                                news -> CommandStatus.of(news).isFinal() ? new Settled(news) : accepted)
                        .exceptionally(timeout -> accepted))
                .orElseGet(() -> CompletableFuture.completedFuture(accepted));
    }

    private CommandHeader header(Submission<?> submission, Instant now) {
        return CommandHeader.newBuilder()
                .setId(submission.id().text())
                .setType(submission.type())
                .setTenantId(submission.call().caller().tenant().text())
                .setEnvironment(submission.call().caller().environment().text())
                .setPrincipal(submission.call().caller().principal().text())
                .setResourceId(submission.resourceId())
                .setAcceptedAt(now)
                .setNotBefore(submission.call().preferences().notBefore().orElse(null))
                .setIfVersion(submission.call().preferences().ifVersion().orElse(null))
                .setAddress(addresses.of(submission.call().request()).address().text())
                .build();
    }

    private static NotAccepted reused() {
        return new NotAccepted(Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, REUSED));
    }

    /** On the producer's thread, which knows of no request. */
    private Receipt unknown(Throwable failure, Submission<?> submission) {
        meters.unconfirmed();
        try (var _ = MDC.putCloseable(
                        LogFields.REQUEST_ID, RequestId.of(submission.call().request()));
                var _ = MDC.putCloseable(LogFields.COMMAND_ID, submission.id().text())) {
            LOG.warn("a command was not confirmed by Kafka: {}", failure.toString());
        }
        return new NotAccepted(Problem.unavailable(
                "Kafka did not confirm the command in time, so it may have been accepted or not. "
                        + "Repeat the request with the same Idempotency-Key.",
                1));
    }
}
