package io.sluice.ingress.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.ingress.problem.Problem.FieldError;
import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457, with what our callers asked for besides.
 *
 * @param instance names this one occurrence
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String errorCode,
        Instant timestamp,
        String path,
        String requestId,
        @Nullable List<FieldError> errors,

        @Schema(description = "of 429: the limits, by their names in `RateLimit-Policy`") @Nullable
        List<String> violatedPolicies,

        @Schema(
                description = "of 429: `used_up`, or this node hears nothing of the others and its part is used up"
                        + " (`alone`), or too many requests wait already (`crowded`), or it waited in vain (`waited`)")
        @Nullable
        String reason) {

    static ProblemBody of(ProblemCode code, String detail, String path, String requestId, Instant now) {
        return of(Problem.of(code, detail), path, requestId, now);
    }

    static ProblemBody of(Problem problem, String path, String requestId, Instant now) {
        var code = problem.code();
        var errors = problem.errors();
        var excess = problem.excess();
        return new ProblemBody(
                code.type(),
                code.title(),
                code.status(),
                Redaction.of(problem.detail()),
                "urn:sluice:request:" + requestId,
                code.name(),
                now,
                Redaction.ofPath(path),
                requestId,
                errors.isEmpty()
                        ? null
                        : errors.stream().map(ProblemBody::redacted).toList(),
                excess == null ? null : excess.violatedPolicies(),
                excess == null ? null : excess.reason());
    }

    private static FieldError redacted(FieldError error) {
        return new FieldError(Redaction.of(error.pointer()), Redaction.of(error.detail()));
    }
}
