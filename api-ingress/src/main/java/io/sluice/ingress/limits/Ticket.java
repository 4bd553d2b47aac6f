package io.sluice.ingress.limits;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A request that waits: for tokens or, when it is counted, until Kafka knows of it. */
final class Ticket {
    private final Limit[] limits;
    private final long cost;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private Allowance waitsFor;
    private final boolean counted;

    /** So many say that they have to know first, whoever counts it among them, until all have been asked. */
    private final AtomicInteger unconfirmed = new AtomicInteger(1);

    private Ticket(Limit[] limits, long cost, Allowance waitsFor, boolean counted) {
        this.limits = limits;
        this.cost = cost;
        this.waitsFor = waitsFor;
        this.counted = counted;
    }

    static Ticket forTokens(Limit[] limits, long cost, Allowance waitsFor) {
        return new Ticket(limits, cost, waitsFor, false);
    }

    static Ticket counted(Limit[] limits, long cost, Allowance waitsFor) {
        return new Ticket(limits, cost, waitsFor, true);
    }

    /** Then it is admitted once Kafka knows. */
    boolean isCounted() {
        return counted;
    }

    /** In whose queue it stands, or is to stand; the last to be confirmed or one before it, if it is counted. */
    Allowance waitsFor() {
        return waitsFor;
    }

    void waitFor(Allowance another) {
        waitsFor = another;
    }

    void awaitAnotherConfirmation() {
        unconfirmed.incrementAndGet();
    }

    /** One of those that have to know first does. */
    void confirm() {
        if (unconfirmed.decrementAndGet() == 0) decide(Decision.ADMITTED);
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

    /**
     * Completes by whoever decides; what depends on it must be short. It may be that the request is counted and waits
     * on, with another ticket.
     */
    CompletionStage<Decision> decision() {
        return decision;
    }
}
