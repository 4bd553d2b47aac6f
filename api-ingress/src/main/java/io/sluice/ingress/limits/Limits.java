package io.sluice.ingress.limits;

import io.sluice.ingress.limits.Decision.Refused;
import io.sluice.ingress.limits.Decision.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The limits as they count at this node, for those who decide on requests. */
public final class Limits {
    private static final long STOOD_STILL_NANOS = Duration.ofMillis(50).toNanos();

    private final Limiter limiter;
    private final BooleanSupplier ready;

    Limits(Limiter limiter, BooleanSupplier ready) {
        this.limiter = limiter;
        this.ready = ready;
    }

    /** Whether this node knows the limits that are in use and the time by which they count; at a start it does not. */
    public boolean areKnown() {
        return ready.getAsBoolean();
    }

    /**
     * Has all limits admit a request, or none count it. Waits for at most {@link Limiter#PATIENCE} where it is not
     * known whether there are tokens, and a little longer if this node stood still meanwhile, so it is to be called by
     * a virtual thread.
     *
     * @param limits in the order of their ids' texts
     * @param cost at least 1
     * @return why it is refused; null when it is admitted
     */
    public @Nullable Excess take(Limit[] limits, long cost) {
        var decision = limiter.take(limits, cost);
        if (decision instanceof Waits) decision = await(decision);
        return decision instanceof Refused(var excess) ? excess : null;
    }

    private Decision await(Decision first) {
        long until = System.nanoTime() + Limiter.PATIENCE.toNanos();
        var decision = first;
        while (decision instanceof Waits(var ticket)) {
            decision =
                    isDecidedBy(until, ticket) || isDecidedAfterAll(until, ticket) ? decided(ticket) : givenUp(ticket);
        }
        return decision;
    }

    /** Whoever is woken much too late stood still with the whole node, and what came meanwhile is still to be read. */
    private static boolean isDecidedAfterAll(long until, Ticket ticket) {
        long now = System.nanoTime();
        return now - until > STOOD_STILL_NANOS && isDecidedBy(now + STOOD_STILL_NANOS, ticket);
    }

    private static boolean isDecidedBy(long until, Ticket ticket) {
        try {
            var _ = ticket.decision().toCompletableFuture().get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a decision never fails", e);
        }
    }

    /** Decides it, unless somebody has just done so. */
    private Decision givenUp(Ticket ticket) {
        limiter.giveUp(ticket);
        return decided(ticket);
    }

    private static Decision decided(Ticket ticket) {
        return ticket.decision().toCompletableFuture().join();
    }

    /** Whether a limit that refuses nobody would have refused a request; else it is counted. */
    public boolean wouldRefuse(Limit limit, long cost) {
        return limiter.wouldRefuse(limit, cost);
    }

    public Standing standing(Limit limit) {
        return limiter.standing(limit);
    }

    /** What each node may admit of it, by the last word of the fold. */
    public List<Ceiling> ceilings(Limit limit) {
        return limiter.ceilings(limit);
    }

    /** By what name the others know this node. */
    public String node() {
        return limiter.node();
    }
}
