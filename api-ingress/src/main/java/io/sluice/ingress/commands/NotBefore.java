package io.sluice.ingress.commands;

import io.sluice.ingress.arguments.Rfc3339;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** When a change is to be applied at the earliest. */
final class NotBefore {
    static final String PARAMETER = "not_before";

    /** Longer than a billing period of a month, and shorter than an Idempotency-Key is remembered. */
    static final int DAYS_MAX = 30;

    private NotBefore() {}

    /**
     * Reads {@code ?not_before=}, the one parameter that a change can have. One that is misspelt is refused: a change
     * that was meant for later must not be made now. A time that has passed is now, so that a request can be repeated
     * whenever it may be.
     */
    static Optional<Instant> of(HttpServletRequest request, Instant now) {
        if (request.getQueryString() == null) return Optional.empty();
        boolean schedulable = isSchedulable(request);
        for (var parameter : request.getParameterMap().keySet()) {
            if (schedulable && parameter.equals(PARAMETER)) continue;
            throw refused(parameter + " is not a parameter of this change; it has "
                    + (schedulable ? PARAMETER + " only." : "none."));
        }
        var time = Rfc3339.read(request.getParameter(PARAMETER));
        if (time.isEmpty()) {
            throw refused(PARAMETER + " must be " + Rfc3339.EXPECTED + "; percent-encode a + as %2B.");
        }
        if (time.get().isAfter(now.plus(Duration.ofDays(DAYS_MAX)))) {
            throw refused(PARAMETER + " is " + time.get() + " but must be at most " + DAYS_MAX + " days ahead.");
        }
        return time;
    }

    private static boolean isSchedulable(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
                && handler.getBeanType().isAnnotationPresent(Schedulable.class);
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
