package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.limits.Excess.Reason;
import io.sluice.ingress.limits.Limits;
import io.sluice.ingress.policies.AddressLimits.Count;
import io.sluice.ingress.policies.LimitGate.Over;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RequestId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Says why a request is refused, and gives it an id by which it can be explained later. */
final class Refusals {
    private static final String ADDRESS = "address";

    private final RefusalTokens tokens;
    private final UUID node;
    private final Clock clock;

    Refusals(RefusalTokens tokens, Limits limits, Clock clock) {
        this.tokens = tokens;
        this.node = UUID.fromString(limits.node().substring("nod_".length()));
        this.clock = clock;
    }

    Problem of(Over over, Caller caller, String pattern, HttpServletRequest request, HttpServletResponse response) {
        var now = clock.instant();
        var excess = over.excess();
        var policy = over.policies().of(excess);
        var refusal = new Refusal(
                policy.name(),
                policy.appliesTo(),
                policy.rule() == null ? null : policy.rule().text(),
                caller.principal().text(),
                request.getMethod() + ' ' + pattern,
                policy.route(),
                policy.limit().max(),
                policy.windowSeconds(),
                over.tightest().standing().used(),
                over.policies().cost(),
                excess.reason(),
                now,
                Instant.ofEpochMilli(excess.until()),
                node);
        RequestId.replace(tokens.write(refusal, caller.home(), caller.environment()), request, response);
        var names = over.violated().stream().map(Policy::name).toList();
        return problem(detail(refusal), names, excess.reason(), refusal);
    }

    /** Those of somebody who is not known are explained to those who run the platform. */
    Problem of(
            AddressLimits limits,
            Count count,
            @Nullable Caller caller,
            String pattern,
            Instant now,
            HttpServletRequest request,
            HttpServletResponse response) {
        long millis = now.toEpochMilli();
        var refusal = new Refusal(
                ADDRESS,
                AppliesTo.ADDRESS,
                null,
                caller == null ? null : caller.principal().text(),
                request.getMethod() + ' ' + pattern,
                null,
                limits.max(),
                limits.windowSeconds(),
                count.used(millis),
                1,
                Reason.USED_UP,
                now,
                Instant.ofEpochMilli(count.freeAgainAt(millis)),
                node);
        var token = caller == null
                ? tokens.write(refusal, TenantId.PLATFORM, Environment.LIVE)
                : tokens.write(refusal, caller.home(), caller.environment());
        RequestId.replace(token, request, response);
        return problem(detail(refusal), List.of(ADDRESS), Reason.USED_UP, refusal);
    }

    private static Problem problem(String detail, List<String> violated, Reason reason, Refusal refusal) {
        return Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, detail)
                .with(HttpHeaders.RETRY_AFTER, Long.toString(wait(refusal)))
                .with(new Problem.Excess(violated, reason.text()));
    }

    /** In whole seconds, rounded up. */
    private static long wait(Refusal refusal) {
        return Math.max(
                1,
                LimitHeaders.secondsUntil(
                        refusal.until().toEpochMilli(), refusal.at().toEpochMilli()));
    }

    static String detail(Refusal refusal) {
        var limit = "limit of " + refusal.max() + " requests in " + refusal.windowSeconds() + " s for "
                + refusal.appliesTo().words()
                + (refusal.limitRoute() == null ? "" : " on " + refusal.limitRoute());
        return switch (refusal.reason()) {
            case USED_UP -> "The " + limit + " is used up. Wait " + wait(refusal) + " s.";
            case ALONE ->
                "This node hears nothing of the others, and may admit no more of the " + limit + " by itself. Wait "
                        + wait(refusal) + " s, or repeat it at another node.";
            case CROWDED, WAITED ->
                "More requests came at once than could be counted in time under the " + limit + ". Wait "
                        + wait(refusal) + " s.";
        };
    }
}
