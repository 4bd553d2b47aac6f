package io.sluice.ingress.problem;

import io.sluice.schemas.ProblemCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A refusal, as a value: what was wrong, what was expected, what to do.
 *
 * @param detail one or more sentences for the caller; never a private matter
 * @param errors for a body, each field that is wrong
 * @param headers to be answered besides
 * @param excess of a request that is over a limit
 */
public record Problem(
        ProblemCode code,
        String detail,
        List<FieldError> errors,
        Map<String, String> headers,
        @Nullable Excess excess) {

    /**
     * Which limits a request would exceed.
     *
     * @param violatedPolicies by the names that {@code RateLimit-Policy} gives them
     * @param reason {@code used_up alone crowded waited}
     */
    public record Excess(List<String> violatedPolicies, String reason) {}

    /**
     * One thing that is wrong with a body.
     *
     * @param pointer RFC 6901, from the body's root
     */
    public record FieldError(String pointer, String detail) {}

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of(), null);
    }

    /** A body with fields that are wrong. */
    public static Problem invalid(List<FieldError> errors) {
        var detail = errors.size() == 1
                ? errors.getFirst().pointer() + " " + errors.getFirst().detail()
                : errors.size() + " fields are not valid; `errors` names each.";
        return new Problem(ProblemCode.VALIDATION_FAILED, detail, errors, Map.of(), null);
    }

    /** A body with one field that is wrong, as only a look elsewhere tells. */
    public static Problem invalid(String field, String detail) {
        return invalid(List.of(new FieldError("/" + field, detail)));
    }

    /** Something does not answer; a change that was asked for may have happened or not. */
    public static Problem unavailable(String detail, int retryAfterSeconds) {
        return of(ProblemCode.UNAVAILABLE, detail).with(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }

    public Problem with(String header, String value) {
        return new Problem(code, detail, errors, Map.of(header, value), excess);
    }

    public Problem with(Excess exceeded) {
        return new Problem(code, detail, errors, headers, exceeded);
    }
}
