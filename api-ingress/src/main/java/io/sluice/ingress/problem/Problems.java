package io.sluice.ingress.problem;

import io.sluice.operations.logs.LogFields;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes a refusal as {@code application/problem+json}. */
@Component
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String REFUSAL = Problems.class.getName();
    /** Of nearly every problem. */
    private static final HttpHeaders USUAL = HttpHeaders.readOnlyHttpHeaders(headers(Map.of()));

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
        if (problem.code().status() < 500) request.setAttribute(REFUSAL, problem.code());
        return answer(body, problem.headers());
    }

    /** Why this request was refused without a command; empty when it was not, or failed by no fault of its caller. */
    public static Optional<ProblemCode> refusal(ServletRequest request) {
        return request.getAttribute(REFUSAL) instanceof ProblemCode code ? Optional.of(code) : Optional.empty();
    }

    /** The outcome of a command, in the worker's words, as the answer to this request. */
    public ResponseEntity<Object> answer(String code, String detail, HttpServletRequest request) {
        meters.answered(ProblemCode.valueOf(code));
        return answer(body(code, detail, request.getRequestURI(), RequestId.of(request)), Map.of());
    }

    /** The answer to a request about which nothing was heard in time. */
    public ResponseEntity<Object> tookTooLong(HttpServletRequest request) {
        var detail = "A part of the system did not answer in time; a change may have been accepted or not. "
                + "Repeat the request with the same Idempotency-Key.";
        return answer(Problem.unavailable(detail, 1), request);
    }

    /** The answer to a request that a fault of ours has ended; what is known of it goes to the log alone. */
    public ResponseEntity<Object> fault(@Nullable Throwable fault, HttpServletRequest request) {
        try (var _ = MDC.putCloseable(LogFields.REQUEST_ID, RequestId.of(request))) {
            var method = Redaction.of(request.getMethod());
            LOG.error("{} {} failed", method, Redaction.ofPath(request.getRequestURI()), fault);
        }
        var detail = "This was not your mistake. Repeat the request with the same Idempotency-Key; "
                + "if it fails again, tell us the request_id.";
        return answer(Problem.of(ProblemCode.INTERNAL_ERROR, detail), request);
    }

    /** The outcome of a command as it stands inside the command's status. */
    public ProblemBody body(String code, String detail, String path, String requestId) {
        return ProblemBody.of(ProblemCode.valueOf(code), detail, path, requestId, clock.instant());
    }

    private static ResponseEntity<Object> answer(ProblemBody body, Map<String, String> more) {
        return new ResponseEntity<>(
                body, more.isEmpty() ? USUAL : headers(more), HttpStatusCode.valueOf(body.status()));
    }

    private static HttpHeaders headers(Map<String, String> more) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        more.forEach(headers::set);
        return headers;
    }
}
