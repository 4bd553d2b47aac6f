package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.limits.Excess;
import io.sluice.ingress.limits.Limits;
import io.sluice.ingress.limits.Standing;
import java.time.Instant;
import java.util.List;

/** Decides whether a request of a caller is within its limits. */
final class LimitGate {
    /** The decision. */
    sealed interface Decision {}

    /** No limit applies to it. */
    record Unlimited() implements Decision {}

    /**
     * It is counted.
     *
     * @param took until that was known, in nanoseconds
     */
    record Within(Policies policies, Tightest tightest, long took) implements Decision {}

    /**
     * It is not counted.
     *
     * @param violated all limits that have not enough for it, the one of the excess among them
     * @param took until that was known, in nanoseconds
     */
    record Over(Policies policies, Tightest tightest, Excess excess, List<Policy> violated, long took)
            implements Decision {}

    /** This node does not know the limits in use yet. */
    record Unready() implements Decision {}

    /** The limit that has the least left, and how it stands. */
    record Tightest(Policy policy, Standing standing) {}

    private static final Decision UNLIMITED = new Unlimited();

    private final PolicyBook book;
    private final Limits limits;
    private final LimitMeters meters;

    LimitGate(PolicyBook book, Limits limits, LimitMeters meters) {
        this.book = book;
        this.limits = limits;
        this.meters = meters;
    }

    /** May wait; see {@link Limits#take}. */
    Decision decide(Caller caller, String method, String pattern, Instant now) {
        var policies = book.of(caller, now).on(method, pattern);
        if (policies.enforced().isEmpty() && policies.shadows().isEmpty()) return UNLIMITED;
        if (!limits.areKnown()) return new Unready();
        long began = System.nanoTime();
        var excess = policies.enforced().isEmpty() ? null : limits.take(policies.limits(), policies.cost());
        long took = System.nanoTime() - began;
        meters.took(took);
        if (excess != null) return over(policies, excess, took);
        for (var shadow : policies.shadows()) {
            if (limits.wouldRefuse(shadow.limit(), policies.cost())) meters.shadowed();
        }
        return policies.enforced().isEmpty() ? UNLIMITED : new Within(policies, tightest(policies), took);
    }

    private Decision over(Policies policies, Excess excess, long took) {
        meters.refused(excess.reason());
        var exceeded = policies.of(excess);
        var violated = policies.enforced().stream()
                .filter(policy -> policy.equals(exceeded) || lacks(policy, policies.cost()))
                .toList();
        return new Over(policies, new Tightest(exceeded, limits.standing(exceeded.limit())), excess, violated, took);
    }

    private boolean lacks(Policy policy, long cost) {
        return limits.standing(policy.limit()).remaining() < cost;
    }

    private Tightest tightest(Policies policies) {
        var first = policies.enforced().getFirst();
        var tightest = new Tightest(first, limits.standing(first.limit()));
        for (var policy : policies.enforced().subList(1, policies.enforced().size())) {
            var standing = limits.standing(policy.limit());
            if (standing.remaining() < tightest.standing().remaining()) tightest = new Tightest(policy, standing);
        }
        return tightest;
    }
}
