package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.commands.Commands.NotAccepted;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.avro.CommandError;
import io.sluice.schemas.avro.CommandResult;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    private final ResourceKinds kinds;
    private final CommandViews views;

    CommandAnswers(CommandIds ids, Problems problems, ResourceKinds kinds, CommandViews views) {
        this.ids = ids;
        this.problems = problems;
        this.kinds = kinds;
        this.views = views;
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
            case Settled(var result) when result.getCancelled() != null -> cancelled(result.getCancelled(), call);
            case Settled(var result) -> applied(result, applied, secrets, call);
        };
    }

    private ResponseEntity<Object> accepted(Accepted accepted, Map<String, String> secrets, Caller caller) {
        var due = accepted.notBefore().filter(accepted.acceptedAt()::isBefore);
        var body = views.accepted(accepted, secrets, caller);
        return ResponseEntity.accepted()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.LOCATION, url(body))
                .header(HttpHeaders.RETRY_AFTER, retryAfter(due, accepted.acceptedAt()))
                .body(body);
    }

    /** The answer to a cancellation: the command that was cancelled. */
    ResponseEntity<Object> cancelled(CommandResult cancelled, Call call) {
        var body = views.of(cancelled, call.caller(), call.request());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.LOCATION, url(body))
                .body(body);
    }

    private static String url(CommandView command) {
        return "/v1/commands/" + command.id();
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
        var kind = kinds.of(result.getResourceId()).orElseThrow();
        return ResponseEntity.status(status)
                .header(HttpHeaders.LOCATION, kind.url(result.getResourceId()))
                .header(COMMAND_ID, ids.show(call.caller(), CommandId.of(result.getId())))
                .header(
                        "Preference-Applied",
                        "wait=" + call.preferences().waitFor().toSeconds())
                .cacheControl(CacheControl.noStore())
                .body(kind.render(result, secrets));
    }
}
