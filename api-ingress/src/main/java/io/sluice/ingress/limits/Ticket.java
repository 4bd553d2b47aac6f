package io.sluice.ingress.limits;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A request that waits to know. */
final class Ticket {
    private final Limit[] limits;
    private final long cost;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private Allowance waitsFor;

    Ticket(Limit[] limits, long cost, Allowance waitsFor) {
        this.limits = limits;
        this.cost = cost;
        this.waitsFor = waitsFor;
    }

    /** In whose queue it stands, or is to stand. */
    Allowance waitsFor() {
        return waitsFor;
    }

    void waitFor(Allowance another) {
        waitsFor = another;
    }

    Limit[] limits() {
        return limits;
    }

    /** The one of its limits that this is the count of. */
    Limit limitOf(Allowance counted) {
        for (var limit : limits) if (limit.id().equals(counted.id)) return limit;
        throw new IllegalArgumentException("the request is not under " + counted.id);
    }

    long cost() {
        return cost;
    }

    void decide(Decision made) {
        decision.complete(made);
    }

    /** Completes with what is not {@link Decision.Waits}, by whoever decides; what depends on it must be short. */
    CompletionStage<Decision> decision() {
        return decision;
    }
}
