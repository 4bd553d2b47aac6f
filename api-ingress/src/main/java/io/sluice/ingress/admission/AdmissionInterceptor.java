package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.answers.AnswerWriter;
import io.sluice.ingress.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Asks the gate before any route of ours runs, and hands the caller to the route. */
final class AdmissionInterceptor implements HandlerInterceptor {
    private static final String OURS = "io.sluice.";

    private final Gate gate;
    private final ClientAddresses addresses;
    private final Problems problems;
    private final AnswerWriter writer;
    private final Clock clock;

    AdmissionInterceptor(Gate gate, ClientAddresses addresses, Problems problems, AnswerWriter writer, Clock clock) {
        this.gate = gate;
        this.addresses = addresses;
        this.problems = problems;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method)) return true;
        var requires = method.getMethodAnnotation(Requires.class);
        if (requires == null) {
            if (isOpen(method)) return true;
            throw new IllegalStateException(method + " says neither what it requires nor that it is open");
        }
        var decision =
                gate.admit(Credential.of(request), requires.value(), () -> addresses.of(request), clock.instant());
        return switch (gate.inTenant(decision, Gate.TENANT, request.getHeader(Gate.TENANT))) {
            case Gate.Admitted(var caller) -> {
                caller.attachTo(request);
                yield true;
            }
            case Gate.Refused(var problem) -> {
                // At once and without an exception: whoever guesses keys costs as little as can be.
                writer.write(problems.answer(problem, request), request, response);
                yield false;
            }
        };
    }

    /** Routes of libraries (health, documents) are open as they are configured; ours say so. */
    private static boolean isOpen(HandlerMethod method) {
        return !method.getBeanType().getPackageName().startsWith(OURS) || method.hasMethodAnnotation(Open.class);
    }

    /** The caller of a request that was admitted. */
    static Caller caller(HttpServletRequest request) {
        return Caller.of(request)
                .orElseThrow(() -> new IllegalStateException("the route takes a Caller but lacks @Requires"));
    }
}
