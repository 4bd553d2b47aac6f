package io.sluice.ingress.problem;

import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes a refusal as {@code application/problem+json}. */
@Component
public final class Problems {
    private final Clock clock;
    private final ProblemMeters meters;

    Problems(Clock clock, ProblemMeters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** The answer to this request. */
    public ResponseEntity<Object> answer(Problem problem, HttpServletRequest request) {
        var body = ProblemBody.of(problem, request.getRequestURI(), RequestId.of(request), clock.instant());
        meters.answered(problem.code());
        return answer(body, problem.headers());
    }

    /** The outcome of a command, in the worker's words, as the answer to this request. */
    public ResponseEntity<Object> answer(String code, String detail, HttpServletRequest request) {
        meters.answered(ProblemCode.valueOf(code));
        return answer(body(code, detail, request.getRequestURI(), RequestId.of(request)), Map.of());
    }

    /** The outcome of a command as it stands inside the command's status. */
    public ProblemBody body(String code, String detail, String path, String requestId) {
        return ProblemBody.of(ProblemCode.valueOf(code), detail, path, requestId, clock.instant());
    }

    private static ResponseEntity<Object> answer(ProblemBody body, Map<String, String> more) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        more.forEach(headers::set);
        return ResponseEntity.status(body.status()).headers(headers).body(body);
    }
}
