package io.sluice.ingress.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Taking a scheduled command back: a command itself, through the lane of the one that it takes back. */
@RestController
@Tag(name = "Commands")
final class CancelEndpoint {
    private static final Duration WAIT_DEFAULT = Duration.ofSeconds(5);

    private final CommandIds ids;
    private final Standings standings;
    private final ResourceKinds kinds;
    private final Commands commands;
    private final CommandAnswers answers;
    private final Problems problems;

    CancelEndpoint(
            CommandIds ids,
            Standings standings,
            ResourceKinds kinds,
            Commands commands,
            CommandAnswers answers,
            Problems problems) {
        this.ids = ids;
        this.standings = standings;
        this.kinds = kinds;
        this.commands = commands;
        this.answers = answers;
        this.problems = problems;
    }

    // Which scope it needs depends on what the command would change; it is asked for when that is known.
    @Requires(Requires.ANY_KEY)
    @PostMapping("/v1/commands/{id}/cancel")
    @Operation(
            summary = "Cancel a scheduled command",
            description = "Waits 5 seconds for it unless `Prefer` says otherwise, and answers the cancelled command; "
                    + "once more for one that is cancelled already. Needs the scope that its change needs.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommandView.class)))
    CompletableFuture<ResponseEntity<Object>> cancel(@PathVariable("id") String shown, Call asked) {
        var call = asked.orWaitingFor(WAIT_DEFAULT);
        var id = ids.read(call.caller(), shown);
        if (id.isEmpty()) return refuse(CommandsEndpoint.unknown(), call);
        // It may have been accepted a moment ago; a worker records it within milliseconds.
        return standings
                .find(id.get(), call.caller(), longer(call.preferences().waitFor()), recorded -> true)
                .thenCompose(found -> cancel(id.get(), found, call));
    }

    private CompletableFuture<ResponseEntity<Object>> cancel(CommandId id, Optional<CommandResult> found, Call call) {
        if (found.isEmpty()) return refuse(unrecorded(), call);
        var kind = kinds.of(found.get().getResourceId());
        if (kind.isEmpty()) return refuse(tooLate(CommandStatus.FAILED), call);
        var lacking = call.caller().lacks(kind.get().changeScope());
        if (lacking.isPresent()) return refuse(lacking.get(), call);
        var status = Standings.status(found.get(), id);
        return switch (status) {
            case CANCELLED -> CompletableFuture.completedFuture(answers.cancelled(found.get(), call));
            case SCHEDULED -> submit(id, found.get(), kind.get(), call);
            case ACCEPTED, SUCCEEDED, FAILED -> refuse(tooLate(status), call);
        };
    }

    private CompletableFuture<ResponseEntity<Object>> submit(
            CommandId target, CommandResult scheduled, ResourceKind kind, Call call) {
        var route = "POST /v1/commands/" + target + "/cancel";
        var submission = kind.cancellation(
                commands.identify(call, route.getBytes(UTF_8)), call, scheduled.getResourceId(), target);
        return commands.submit(submission).thenApply(receipt -> answers.answer(receipt, HttpStatus.OK, Map.of(), call));
    }

    private CompletableFuture<ResponseEntity<Object>> refuse(Problem problem, Call call) {
        return CompletableFuture.completedFuture(problems.answer(problem, call.request()));
    }

    private static Duration longer(Duration asked) {
        return asked.compareTo(WAIT_DEFAULT) > 0 ? asked : WAIT_DEFAULT;
    }

    private static Problem tooLate(CommandStatus status) {
        return Problem.of(
                ProblemCode.CONFLICT,
                "The command is " + status.text() + " already, and only a scheduled one can be cancelled. "
                        + "GET it to see what came of it.");
    }

    private static Problem unrecorded() {
        return Problem.unavailable(
                "No worker has recorded the command yet, so it is not known whether it can be cancelled. "
                        + "Repeat the request.",
                1);
    }
}
