package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Rate limits", description = "How many requests may be made, and why one was refused")
final class RefusalsEndpoint {
    private static final String OF_OTHERS = "rate-limits:read";

    private final RefusalTokens tokens;
    private final Problems problems;

    RefusalsEndpoint(RefusalTokens tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Unlimited
    @Requires(Requires.ANY_KEY)
    @GetMapping("/v1/refusals/{request}")
    @Operation(
            summary = "Why a request was answered 429",
            description = "Asked by the `request_id` of the answer, which says it all by itself: at any node, for as"
                    + " long as you keep it, and without being counted. Of the refusals of others, whoever holds"
                    + " `rate-limits:read` is told.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RefusalView.class)))
    ResponseEntity<Object> get(@PathVariable("request") String id, Caller caller, HttpServletRequest request) {
        return tokens.read(id, caller.tenant(), caller.environment())
                .or(() -> tokens.read(id, caller.home(), caller.environment()))
                .filter(refusal -> mayRead(caller, refusal))
                .map(refusal -> ResponseEntity.<Object>ok(RefusalView.of(id, refusal)))
                .orElseGet(() -> problems.answer(unknown(), request));
    }

    private static boolean mayRead(Caller caller, Refusal refusal) {
        return caller.principal().text().equals(refusal.principal())
                || caller.lacks(OF_OTHERS).isEmpty();
    }

    private static Problem unknown() {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "This is the request_id of no refusal that you may read. Send that of an answer with the status 429,"
                        + " whole, with the key that was refused or one that holds `" + OF_OTHERS + "`.");
    }
}
