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
        @Nullable List<FieldError> errors) {

    static ProblemBody of(ProblemCode code, String detail, String path, String requestId, Instant now) {
        return of(code, detail, List.of(), path, requestId, now);
    }

    static ProblemBody of(Problem problem, String path, String requestId, Instant now) {
        return of(problem.code(), problem.detail(), problem.errors(), path, requestId, now);
    }

    private static ProblemBody of(
            ProblemCode code, String detail, List<FieldError> errors, String path, String requestId, Instant now) {
        return new ProblemBody(
                code.type(),
                code.title(),
                code.status(),
                Redaction.of(detail),
                "urn:sluice:request:" + requestId,
                code.name(),
                now,
                Redaction.ofPath(path),
                requestId,
                errors.isEmpty()
                        ? null
                        : errors.stream().map(ProblemBody::redacted).toList());
    }

    private static FieldError redacted(FieldError error) {
        return new FieldError(Redaction.of(error.pointer()), Redaction.of(error.detail()));
    }
}
