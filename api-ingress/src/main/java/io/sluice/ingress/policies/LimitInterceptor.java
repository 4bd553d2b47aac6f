package io.sluice.ingress.policies;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.ingress.answers.AnswerWriter;
import io.sluice.ingress.policies.LimitGate.Over;
import io.sluice.ingress.policies.LimitGate.Tightest;
import io.sluice.ingress.policies.LimitGate.Unready;
import io.sluice.ingress.policies.LimitGate.Within;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Asks for the limits of each request that was admitted, before its route runs, and tells how they stand. */
final class LimitInterceptor implements HandlerInterceptor {
    private final LimitGate gate;
    private final @Nullable AddressLimits addressLimits;
    private final ClientAddresses addresses;
    private final TenantStore tenants;
    private final Refusals refusals;
    private final LimitMeters meters;
    private final Problems problems;
    private final AnswerWriter writer;
    private final Clock clock;

    /** @param addressLimits null when addresses are not limited */
    LimitInterceptor(
            LimitGate gate,
            @Nullable AddressLimits addressLimits,
            ClientAddresses addresses,
            TenantStore tenants,
            Refusals refusals,
            LimitMeters meters,
            Problems problems,
            AnswerWriter writer,
            Clock clock) {
        this.gate = gate;
        this.addressLimits = addressLimits;
        this.addresses = addresses;
        this.tenants = tenants;
        this.refusals = refusals;
        this.meters = meters;
        this.problems = problems;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // An answer that comes later passes here again, and has been counted.
        if (request.getDispatcherType() != DispatcherType.REQUEST || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        var now = clock.instant();
        var pattern = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var caller = Caller.of(request).orElse(null);
        if (addressLimits == null) return isWithin(caller, method, pattern, now, request, response);
        var count = addressLimits.of(addresses.of(request).address(), now.toEpochMilli());
        if (!count.take(1, now.toEpochMilli())) {
            meters.refusedForAddress();
            var problem = refusals.of(addressLimits, count, caller, pattern, now, request, response);
            return refuse(problem, request, response);
        }
        boolean isWithin = isWithin(caller, method, pattern, now, request, response);
        if (!isWithin) count.giveBack(1, now.toEpochMilli());
        return isWithin;
    }

    private boolean isWithin(
            @Nullable Caller caller,
            HandlerMethod method,
            String pattern,
            Instant now,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (caller == null || method.hasMethodAnnotation(Unlimited.class)) return true;
        return switch (gate.decide(caller, request.getMethod(), pattern, now)) {
            case LimitGate.Unlimited() -> true;
            case Within(var policies, var tightest, var took) -> {
                tell(policies, tightest, took, caller, response);
                yield true;
            }
            case Over over -> {
                tell(over.policies(), over.tightest(), over.took(), caller, response);
                yield refuse(refusals.of(over, caller, pattern, request, response), request, response);
            }
            case Unready() ->
                refuse(
                        Problem.unavailable(
                                "This node has just started and is reading which limits are in use. Repeat it.", 1),
                        request,
                        response);
        };
    }

    private void tell(Policies policies, Tightest tightest, long took, Caller caller, HttpServletResponse response) {
        var standing = tightest.standing();
        if (took >= LimitMeters.WAITED_FROM) LimitHeaders.waited(took, response);
        LimitHeaders.write(policies.header(), tightest.policy(), standing, clock.millis(), response);
        if (!standing.alone()) return;
        meters.fellBack();
        LimitHeaders.fallback(tenants.limitsFallback(caller.home()), response);
    }

    private boolean refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        writer.write(problems.answer(problem, request), request, response);
        return false;
    }
}
