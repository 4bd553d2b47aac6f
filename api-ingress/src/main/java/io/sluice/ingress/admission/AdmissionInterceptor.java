package io.sluice.ingress.admission;

import io.sluice.ingress.problem.RefusedException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Asks the gate before any route of ours runs, and hands the caller to the route. */
final class AdmissionInterceptor implements HandlerInterceptor {
    private static final String OURS = "io.sluice.";

    private final Gate gate;
    private final Clock clock;

    AdmissionInterceptor(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        // An asynchronous answer passes here again on its way out; it was admitted when it came in.
        if (request.getDispatcherType() == DispatcherType.ASYNC) return true;
        var requires = method.getMethodAnnotation(Requires.class);
        if (requires == null) {
            if (isOpen(method)) return true;
            throw new IllegalStateException(method + " says neither what it requires nor that it is open");
        }
        switch (gate.admit(Credential.of(request), requires.value(), clock.instant())) {
            case Gate.Admitted(var caller) -> caller.attachTo(request);
            case Gate.Refused(var problem) -> throw new RefusedException(problem);
        }
        return true;
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
