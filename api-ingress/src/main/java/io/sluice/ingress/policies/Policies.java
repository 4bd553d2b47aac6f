package io.sluice.ingress.policies;

import io.sluice.ingress.limits.Excess;
import io.sluice.ingress.limits.Limit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All limits that apply to one caller on one route. */
final class Policies {
    /** The shortest window first. */
    private final List<Policy> enforced;

    private final List<Policy> shadows;
    private final Limit[] limits;
    private final String header;
    private final long cost;

    /** @param cost of a request, at least 1 */
    Policies(List<Policy> policies, int cost) {
        this.enforced = policies.stream()
                .filter(policy -> !policy.shadow())
                .sorted(Comparator.comparingInt(Policy::windowSeconds))
                .toList();
        this.shadows = policies.stream().filter(Policy::shadow).toList();
        this.limits = enforced.stream()
                .map(Policy::limit)
                .sorted(Comparator.comparing(limit -> limit.id().text()))
                .toArray(Limit[]::new);
        this.header = enforced.stream().map(Policy::header).collect(Collectors.joining(", "));
        // A request that costs more than there ever is would never be admitted.
        this.cost = enforced.stream().mapToLong(policy -> policy.limit().max()).reduce(cost, Math::min);
    }

    List<Policy> enforced() {
        return enforced;
    }

    List<Policy> shadows() {
        return shadows;
    }

    /** Of those that are enforced, in the order in which they are taken. */
    Limit[] limits() {
        return limits;
    }

    /** What {@code RateLimit-Policy} says of those that are enforced. */
    String header() {
        return header;
    }

    long cost() {
        return cost;
    }

    /** The one whose limit a request exceeds. */
    Policy of(Excess excess) {
        for (var policy : enforced)
            if (policy.limit().id().equals(excess.limit().id())) return policy;
        throw new IllegalArgumentException(excess + " is of none of " + header);
    }
}
