package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Commands", description = "How a change that was accepted ended")
final class CommandsEndpoint {
    private final CommandIds ids;
    private final CommandRepository repository;
    private final Standings standings;
    private final CommandViews views;
    private final Problems problems;
    private final Clock clock;

    CommandsEndpoint(
            CommandIds ids,
            CommandRepository repository,
            Standings standings,
            CommandViews views,
            Problems problems,
            Clock clock) {
        this.ids = ids;
        this.repository = repository;
        this.standings = standings;
        this.views = views;
        this.problems = problems;
        this.clock = clock;
    }

    // Any key of the tenant and environment may ask: the id cannot be guessed, and who posts must be able to follow.
    @Requires(Requires.ANY_KEY)
    @GetMapping("/v1/commands/{id}")
    @Operation(
            summary = "Look at a command, and wait for its outcome if you like",
            description = "Never 404 for an id that a 202 gave, at any instance.",
            parameters =
                    @Parameter(
                            in = ParameterIn.QUERY,
                            name = "wait",
                            description = "wait up to so many seconds, at most 30, for the outcome"))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommandView.class)))
    CompletableFuture<ResponseEntity<Object>> get(
            @PathVariable("id") String shown, Caller caller, HttpServletRequest request) {
        var id = ids.read(caller, shown);
        if (id.isEmpty()) return CompletableFuture.completedFuture(problems.answer(unknown(), request));
        return standings
                .find(id.get(), caller, Wait.of(request.getParameter("wait")), CommandStatus::isFinal)
                .thenApply(standing -> answer(views.of(id.get(), standing, caller, request)));
    }

    // An id cannot be guessed, but a list gives all of them away, and with them what every outcome tells.
    @Requires("commands:read")
    @GetMapping("/v1/commands")
    @Operation(
            summary = "List commands, newest first",
            description = "Those that a worker has taken up; an accepted one joins them within milliseconds.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "1 to 500, 50 unless said"),
                @Parameter(in = ParameterIn.QUERY, name = "cursor", description = "next_cursor of the page before"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sort",
                        description = "created_at; - before it turns it around"),
                @Parameter(in = ParameterIn.QUERY, name = "status", description = "scheduled, succeeded or failed"),
                @Parameter(in = ParameterIn.QUERY, name = "type", description = "account.renew for instance"),
                @Parameter(in = ParameterIn.QUERY, name = "since", description = "created then or later"),
            })
    Page<CommandView> list(Caller caller, HttpServletRequest request) {
        var query = CommandListing.LISTING.read(request);
        return query.page(repository.list(caller, query), result -> views.of(result, caller, request));
    }

    /** An outcome never changes, so its tag is good for ever; a caller that polls with it is answered 304. */
    private ResponseEntity<Object> answer(CommandView view) {
        var answer = ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag("\"" + view.status() + "\"");
        if (!CommandStatus.named(view.status()).isFinal()) {
            var due = Optional.ofNullable(view.notBefore());
            answer.header(HttpHeaders.RETRY_AFTER, CommandAnswers.retryAfter(due, clock.instant()));
        }
        return answer.body(view);
    }

    static Problem unknown() {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "No command of this tenant and environment has this id. Use the `id` of a 202 answer, whole, "
                        + "with a key of the same tenant and environment.");
    }
}
