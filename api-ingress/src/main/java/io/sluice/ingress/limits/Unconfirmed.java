package io.sluice.ingress.limits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * How much of what this node counted Kafka does not know, and who is not answered before it does: what was answered is
 * lost if the process is killed. All numbers count up only, so that a late confirmation does no harm.
 */
final class Unconfirmed {
    /** @param counted all of it with this request */
    private record Unanswered(long counted, Ticket ticket) {}

    private final Queue<Unanswered> unanswered = new ArrayDeque<>(0);
    private long max;
    private long counted;
    private long told;
    private long confirmed;

    /** @param max see {@link io.sluice.schemas.LimitTerms#unconfirmedMax} */
    Unconfirmed(long max) {
        this.max = max;
    }

    void allow(long another) {
        max = another;
    }

    void count(long cost) {
        counted += cost;
    }

    /** All of it is told in a report. */
    void tell() {
        told = counted;
    }

    /** Whether more is counted than may be answered. */
    boolean isTooMuch() {
        return counted - confirmed > max;
    }

    /** The request that was just counted is answered once it is not too much any more. */
    void answerLater(Ticket ticket) {
        unanswered.add(new Unanswered(counted, ticket));
    }

    /** Kafka has a report that told so much. Returns whom that concerns. */
    List<Ticket> confirm(long toldThen) {
        confirmed = Math.max(confirmed, toldThen);
        if (unanswered.isEmpty()) return List.of();
        var answered = new ArrayList<Ticket>();
        for (var next = unanswered.peek(); next != null; next = unanswered.peek()) {
            if (next.counted() - confirmed > max) break;
            unanswered.remove();
            answered.add(next.ticket());
        }
        return answered;
    }

    /** Whether it is time to tell, so that hardly anybody has to wait. */
    boolean isToBeTold() {
        return 2 * (counted - told) >= max;
    }

    long told() {
        return told;
    }

    long max() {
        return max;
    }
}
