package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.Reach;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.limits.Limits;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Rate limits")
final class KeyLimitsEndpoint {
    private final KeyStore keys;
    private final PolicyBook book;
    private final Limits limits;
    private final Problems problems;
    private final Clock clock;

    KeyLimitsEndpoint(KeyStore keys, PolicyBook book, Limits limits, Problems problems, Clock clock) {
        this.keys = keys;
        this.book = book;
        this.limits = limits;
        this.problems = problems;
        this.clock = clock;
    }

    @Requires("keys:read")
    @GetMapping("/v1/keys/{key}/limits")
    @Operation(
            summary = "How the limits of a key stand now, as this node knows",
            description = "All that apply to it, on whatever route, also those in shadow mode. Those who run the"
                    + " platform are told besides what each node may admit.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyLimitsView.class)))
    ResponseEntity<Object> get(@PathVariable("key") String address, Caller caller, HttpServletRequest request) {
        if (!limits.areKnown()) {
            return problems.answer(Problem.unavailable("This node has just started. Repeat it.", 1), request);
        }
        return KeyId.parse(address)
                .flatMap(id -> keys.caller(id, caller))
                .map(key -> ResponseEntity.<Object>ok(view(key, caller.reach() == Reach.PLATFORM)))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    private KeyLimitsView view(Caller key, boolean withNodes) {
        var standing = book.of(key, clock.instant()).all().stream()
                .map(policy -> KeyLimitsView.One.of(
                        policy, limits.standing(policy.limit()), withNodes ? limits.ceilings(policy.limit()) : null))
                .toList();
        return new KeyLimitsView(key.principal().text(), limits.node(), standing);
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no key \"" + address + "\". Address one by its id (key_…), as GET /v1/keys lists it.");
    }
}
