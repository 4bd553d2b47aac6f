package io.sluice.ingress.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitGrant;
import io.sluice.schemas.avro.LimitMember;
import io.sluice.schemas.avro.LimitPool;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitSlot;
import io.sluice.schemas.avro.LimitState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node whose time, Kafka and fold are the test's. */
final class NodeUnderTest {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final String NAME = "node";
    private static final long INCARNATION = 7;
    private static final long EPOCH = 3;

    /** A report that was sent, and what is to be run when Kafka has it. */
    record Sent(LimitReport report, Runnable confirmed) {}

    final List<Sent> sent = new ArrayList<>();
    final BrokerClock clock = new BrokerClock();
    final Limiter limiter;
    private final Reporter reporter;
    private long nanos = Duration.ofHours(1).toNanos();

    NodeUnderTest() {
        limiter = new Limiter(NAME, 1, INCARNATION, clock, () -> nanos);
        reporter = new Reporter(
                limiter, clock, () -> nanos, (_, report, confirmed) -> sent.add(new Sent(report, confirmed)));
        clock.learn(nanos, nanos, BEGIN);
    }

    /** Limits under which requests come. */
    static Limit[] limit(String subject, long max, LimitWindow window) {
        return new Limit[] {new Limit(new LimitId(subject, window), max, 1, Fallback.SHARE)};
    }

    /** The fold is there and lets this node have a share of limits that nobody uses. */
    NodeUnderTest leased() {
        learn(null, member(0, 0));
        turn();
        learn(null, member(1, EPOCH));
        sent.clear();
        return this;
    }

    private LimitMember member(int share, long synchronised) {
        long incarnation =
                sent.isEmpty() ? INCARNATION : sent.getLast().report().getIncarnation();
        long sequence = sent.isEmpty() ? 0 : sent.getLast().report().getSequence();
        return new LimitMember(NAME, incarnation, sequence, share, share, synchronised, false, 0L, 0, 0L);
    }

    /** The fold wants to be told all that this node holds. */
    void learnAsked() {
        learn(null, member(0, 0));
    }

    /** The fold says that others used so much of a limit just now. */
    void learnUsed(Limit limit, long used) {
        learn(limit, new LimitSlot(limit.id().window().slotAt(now()), used), List.of());
    }

    /** The fold says that this node used so much of a limit in a slot, which is all that it had. */
    void learnKnown(Limit limit, long slot, long used) {
        var grant = new LimitGrant(NAME, INCARNATION, used, 0L, used, 0L, 0L, null, 0L, 0L, 0L, 0L, 0L);
        learn(limit, new LimitSlot(slot, used), List.of(grant));
    }

    private void learn(Limit limit, LimitSlot used, List<LimitGrant> grants) {
        var id = limit.id();
        learn(new LimitPool(id.subject(), id.window().millis(), limit.max(), 1L, 1L, List.of(used), grants), null);
    }

    private void learn(@Nullable LimitPool pool, @Nullable LimitMember member) {
        var key = pool == null ? "node " + NAME : pool.getSubject() + '/' + pool.getWindowMs();
        limiter.learn(0, key, new LimitState(EPOCH, Instant.ofEpochMilli(now()), pool, member));
    }

    Decision take(Limit[] limits) {
        return limiter.take(limits, 1);
    }

    /** In the time of the broker, in epoch milliseconds. */
    long now() {
        return BEGIN + (nanos - Duration.ofHours(1).toNanos()) / 1_000_000;
    }

    long nanos() {
        return nanos;
    }

    void turn() {
        reporter.turn();
    }

    /** Time passes, and the fold answers all that it is told. */
    void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (true) {
            int before = sent.size();
            turn();
            if (sent.size() > before) learn(null, member(1, EPOCH));
            if (nanos >= until) return;
            nanos += Duration.ofMillis(1).toNanos();
        }
    }

    List<LimitReport> reports() {
        return sent.stream().map(Sent::report).toList();
    }

    /** Time passes, and nobody answers. */
    void passUnheard(Duration time) {
        for (long until = nanos + time.toNanos(); nanos < until; nanos += Reporter.TURN.toNanos()) turn();
    }

    /** How many uses were told. */
    long told() {
        return reports().stream().mapToLong(report -> report.getUses().size()).sum();
    }
}
