package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyVerifier;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** For other back ends, which let in whom this one would let in. */
@RestController
@Tag(name = "Keys")
final class VerifyKeyEndpoint {
    private final KeyVerifier verifier;
    private final Problems problems;
    private final Clock clock;

    VerifyKeyEndpoint(KeyVerifier verifier, Problems problems, Clock clock) {
        this.verifier = verifier;
        this.problems = problems;
        this.clock = clock;
    }

    @Requires("keys:verify")
    @PostMapping(path = "/v1/keys/verify", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Say whether a key that was presented elsewhere is good for something",
            description = "Out of memory, as every call is admitted. Keys of other tenants are unknown, and live keys "
                    + "are to who asks with a test key.")
    @RequestBody(content = @Content(schema = @Schema(implementation = VerifyKeyRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = VerifiedView.class)))
    ResponseEntity<Object> verify(Caller caller, JsonBody body, HttpServletRequest request) {
        return switch (VerifyKeyRequest.read(body.fields())) {
            case Invalid(var problem) -> problems.answer(problem, request);
            case Valid(var wanted) -> {
                var now = clock.instant();
                yield verifier.unready(now)
                        .map(problem -> problems.answer(problem, request))
                        .orElseGet(() -> ResponseEntity.ok()
                                .cacheControl(CacheControl.noStore())
                                .body(VerifiedView.of(verifier.verify(
                                        wanted.key(), wanted.scopes(), wanted.address(), caller, now))));
            }
        };
    }
}
