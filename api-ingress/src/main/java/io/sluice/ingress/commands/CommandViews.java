package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.problem.ProblemBody;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.problem.RequestId;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandError;
import io.sluice.schemas.avro.CommandResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commands as callers see them. */
@Component
final class CommandViews {
    private final CommandIds ids;
    private final Problems problems;
    private final ResourceKinds kinds;

    CommandViews(CommandIds ids, Problems problems, ResourceKinds kinds) {
        this.ids = ids;
        this.problems = problems;
        this.kinds = kinds;
    }

    /** One that was accepted just now. */
    CommandView accepted(Accepted accepted, Map<String, String> secrets, Caller caller) {
        boolean later =
                accepted.notBefore().filter(accepted.acceptedAt()::isBefore).isPresent();
        return new CommandView(
                ids.show(caller, accepted.id()),
                accepted.type(),
                (later ? CommandStatus.SCHEDULED : CommandStatus.ACCEPTED).text(),
                accepted.acceptedAt(),
                accepted.notBefore().orElse(null),
                null,
                null,
                resource(accepted.resourceId()),
                null,
                null,
                secrets.isEmpty() ? null : secrets);
    }

    /**
     * One of which the id is known.
     *
     * @param standing what is recorded of whoever holds its claim; what that says of another request is not told of
     *     this one
     */
    CommandView of(CommandId id, Optional<CommandResult> standing, Caller caller, HttpServletRequest request) {
        if (standing.isEmpty()) return unrecorded(id, caller);
        if (!standing.get().getId().equals(id.text())) return reused(id, caller, request);
        return of(standing.get(), caller, request);
    }

    /** One that a worker has recorded. */
    CommandView of(CommandResult result, Caller caller, HttpServletRequest request) {
        return new CommandView(
                ids.show(caller, CommandId.of(result.getId())),
                result.getType(),
                result.getStatus(),
                result.getAcceptedAt(),
                result.getNotBefore(),
                CommandStatus.of(result).isFinal() ? result.getAppliedAt() : null,
                null,
                resource(result.getResourceId()),
                result(result, caller, request),
                error(result.getError(), request),
                null);
    }

    private CommandView unrecorded(CommandId id, Caller caller) {
        var madeAt = id.madeAt().orElse(null);
        var status = CommandStatus.ACCEPTED.text();
        return new CommandView(ids.show(caller, id), null, status, madeAt, null, null, null, null, null, null, null);
    }

    private CommandView reused(CommandId id, Caller caller, HttpServletRequest request) {
        var code = ProblemCode.IDEMPOTENCY_KEY_REUSED.name();
        var error = problems.body(code, Commands.REUSED, request.getRequestURI(), RequestId.of(request));
        var status = CommandStatus.FAILED.text();
        return new CommandView(ids.show(caller, id), null, status, null, null, null, null, null, null, error, null);
    }

    private CommandView.@Nullable Resource resource(String id) {
        return kinds.of(id)
                .map(kind -> new CommandView.Resource(kind.type(), id, kind.url(id)))
                .orElse(null);
    }

    /** Of a cancellation it is the command that was cancelled, of any other the resource. */
    private @Nullable Object result(CommandResult result, Caller caller, HttpServletRequest request) {
        if (result.getCancelled() != null) return of(result.getCancelled(), caller, request);
        return kinds.of(result.getResourceId())
                .map(kind -> kind.render(result, Map.of()))
                .orElse(null);
    }

    private @Nullable ProblemBody error(@Nullable CommandError error, HttpServletRequest request) {
        if (error == null) return null;
        return problems.body(error.getCode(), error.getDetail(), request.getRequestURI(), RequestId.of(request));
    }
}
