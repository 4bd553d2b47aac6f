package io.sluice.ingress.commands;

import static java.util.Objects.requireNonNull;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.commands.Commands.NotAccepted;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.problem.ProblemBody;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.problem.RequestId;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandError;
import io.sluice.schemas.avro.CommandResult;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What callers are answered about their commands. */
@Component
public final class CommandAnswers {
    /** The command behind an answer that shows the resource instead. */
    static final String COMMAND_ID = "X-Command-Id";

    private final CommandIds ids;
    private final Problems problems;
    private final Map<String, ResourceKind> kinds;

    CommandAnswers(CommandIds ids, Problems problems, List<ResourceKind> kinds) {
        this.ids = ids;
        this.problems = problems;
        this.kinds = kinds.stream().collect(Collectors.toMap(ResourceKind::prefix, Function.identity()));
    }

    /**
     * The answer to a change.
     *
     * @param applied the status when the change was applied while the caller waited
     * @param secrets made for this request by name, which no other answer ever shows
     */
    public ResponseEntity<Object> answer(Receipt receipt, HttpStatus applied, Map<String, String> secrets, Call call) {
        return switch (receipt) {
            case Accepted accepted -> accepted(accepted, secrets, call.caller());
            case NotAccepted(var problem) -> problems.answer(problem, call.request());
            case Settled(var result) when result.getError() != null -> failed(result.getError(), call.request());
            case Settled(var result) -> applied(result, applied, secrets, call);
        };
    }

    private ResponseEntity<Object> accepted(Accepted accepted, Map<String, String> secrets, Caller caller) {
        var shown = ids.show(caller, accepted.id());
        var due = accepted.notBefore().filter(accepted.acceptedAt()::isBefore);
        var body = new CommandView(
                shown,
                accepted.type(),
                (due.isPresent() ? CommandStatus.SCHEDULED : CommandStatus.ACCEPTED).text(),
                accepted.acceptedAt(),
                accepted.notBefore().orElse(null),
                null,
                null,
                resource(accepted.resourceId()),
                null,
                null,
                secrets.isEmpty() ? null : secrets);
        return ResponseEntity.accepted()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.LOCATION, "/v1/commands/" + shown)
                .header(HttpHeaders.RETRY_AFTER, retryAfter(due, accepted.acceptedAt()))
                .body(body);
    }

    /**
     * In how many seconds it is worth asking again: a command is applied within milliseconds of when it may be, and
     * whole seconds are the unit.
     */
    static String retryAfter(Optional<Instant> due, Instant now) {
        long seconds =
                due.map(instant -> Duration.between(now, instant).toSeconds()).orElse(0L);
        return Long.toString(Math.max(0, seconds) + 1);
    }

    private ResponseEntity<Object> failed(CommandError error, HttpServletRequest request) {
        return problems.answer(error.getCode(), error.getDetail(), request);
    }

    private ResponseEntity<Object> applied(
            CommandResult result, HttpStatus status, Map<String, String> secrets, Call call) {
        var kind = kind(result.getResourceId());
        return ResponseEntity.status(status)
                .header(HttpHeaders.LOCATION, kind.url(result.getResourceId()))
                .header(COMMAND_ID, ids.show(call.caller(), CommandId.of(result.getId())))
                .header(
                        "Preference-Applied",
                        "wait=" + call.preferences().waitFor().toSeconds())
                .cacheControl(CacheControl.noStore())
                .body(kind.render(result, secrets));
    }

    /**
     * The status of a command whose claim is taken.
     *
     * @param result of whoever holds the claim; what it says of another request is not told of this one
     */
    CommandView view(CommandResult result, CommandId id, Caller caller, HttpServletRequest request) {
        if (!result.getId().equals(id.text())) return reused(id, caller, request);
        return new CommandView(
                ids.show(caller, CommandId.of(result.getId())),
                result.getType(),
                result.getStatus(),
                result.getAcceptedAt(),
                result.getNotBefore(),
                CommandStatus.of(result).isFinal() ? result.getAppliedAt() : null,
                null,
                resource(result.getResourceId()),
                render(result),
                error(result.getError(), request),
                null);
    }

    private CommandView reused(CommandId id, Caller caller, HttpServletRequest request) {
        var code = ProblemCode.IDEMPOTENCY_KEY_REUSED.name();
        var error = problems.body(code, Commands.REUSED, request.getRequestURI(), RequestId.of(request));
        return new CommandView(
                ids.show(caller, id),
                null,
                CommandStatus.FAILED.text(),
                null,
                null,
                null,
                null,
                null,
                null,
                error,
                null);
    }

    /** The status of a command that is known by its genuine id alone: the worker has not got to it yet. */
    CommandView unsettled(CommandId id, Caller caller) {
        var madeAt = id.madeAt().orElse(null);
        return new CommandView(
                ids.show(caller, id),
                null,
                CommandStatus.ACCEPTED.text(),
                madeAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private @Nullable ProblemBody error(@Nullable CommandError error, HttpServletRequest request) {
        if (error == null) return null;
        return problems.body(error.getCode(), error.getDetail(), request.getRequestURI(), RequestId.of(request));
    }

    /** Null for a command that was refused before anybody knew what it speaks of. */
    private CommandView.@Nullable Resource resource(String id) {
        var kind = kinds.get(prefix(id));
        return kind == null ? null : new CommandView.Resource(kind.type(), id, kind.url(id));
    }

    private @Nullable Object render(CommandResult result) {
        var kind = kinds.get(prefix(result.getResourceId()));
        return kind == null ? null : kind.render(result, Map.of());
    }

    private ResourceKind kind(String id) {
        return requireNonNull(kinds.get(prefix(id)), id);
    }

    private static String prefix(String id) {
        return id.substring(0, id.indexOf('_') + 1);
    }
}
