package io.sluice.ingress.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All that a node needs for its limits, for simulations and measurements. */
public final class NodeLimits {
    /** So many requests may wait for the same limit at one node. */
    public static final int QUEUE_MAX = Allowance.QUEUE_MAX;

    /** What came of a request. */
    public enum Verdict {
        ADMITTED,
        USED_UP,
        ALONE,
        CROWDED,
        WAITED
    }

    /** Is told what becomes of a request. */
    public interface Asker {
        /** It is counted, and will be admitted if the node lives to answer. */
        void counted();

        void decided(Verdict verdict);
    }

    /** A request that may wait. */
    private final class Asked {
        private final Asker asker;
        private @Nullable Ticket ticket;

        private Asked(Asker asker) {
            this.asker = asker;
        }

        private void become(Decision decision) {
            if (decision instanceof Decision.Waits(var waits)) {
                ticket = waits;
                if (waits.isCounted()) asker.counted();
                var _ = waits.decision().thenAccept(this::become);
            } else {
                ticket = null;
                asker.decided(verdict(decision));
            }
        }

        private void giveUp() {
            while (ticket != null) limiter.giveUp(ticket);
        }
    }

    /** The limits of one caller at this node. */
    public static final class Caller {
        private final Limit[] limits;

        private Caller(Limit[] limits) {
            this.limits = limits;
        }
    }

    public static final long PATIENCE_NANOS = Limiter.PATIENCE.toNanos();
    public static final long TURN_NANOS = Reporter.TURN.toNanos();

    private final BrokerClock clock = new BrokerClock();
    private final LongSupplier nanoTime;
    private final Limiter limiter;
    private final Reporter reporter;

    public NodeLimits(
            String node,
            long incarnation,
            LongSupplier nanoTime,
            Runnable wake,
            BiConsumer<LimitReport, Runnable> outbox) {
        this.nanoTime = nanoTime;
        this.limiter = new Limiter(node, 1, incarnation, clock, nanoTime);
        limiter.onHurry(wake);
        this.reporter =
                new Reporter(limiter, clock, nanoTime, (_, report, confirmed) -> outbox.accept(report, confirmed));
    }

    /**
     * Somebody with limits.
     *
     * @param maxima how many may be admitted within each window
     */
    public Caller caller(String subject, long[] maxima, LimitWindow... windows) {
        var limits = new Limit[windows.length];
        for (int each = 0; each < windows.length; each++) {
            limits[each] = new Limit(new LimitId(subject, windows[each]), maxima[each], 1, Fallback.SHARE);
        }
        Arrays.sort(limits, Comparator.comparing(limit -> limit.id().text()));
        return new Caller(limits);
    }

    /** What it takes the time for, in epoch milliseconds. */
    public long believed() {
        return clock.latest(nanoTime.getAsLong());
    }

    public boolean knowsTime() {
        return clock.isKnown();
    }

    public void learnTime(long sent, long appendedAt) {
        clock.learn(sent, nanoTime.getAsLong(), appendedAt);
    }

    public void learn(String key, @Nullable LimitState state) {
        limiter.learn(0, key, state);
    }

    /** Returns in how many milliseconds it wants its next turn at the latest. */
    public long turn() {
        return reporter.turn();
    }

    public void leave() {
        reporter.leave();
    }

    /** Whether a request is admitted at once. */
    public boolean admits(Caller caller) {
        return limiter.take(caller.limits, 1) instanceof Decision.Admitted;
    }

    /**
     * Decides, at once or later.
     *
     * @return what gives it up, when it waits
     */
    public @Nullable Runnable take(Caller caller, Asker asker) {
        var asked = new Asked(asker);
        asked.become(limiter.take(caller.limits, 1));
        return asked.ticket == null ? null : asked::giveUp;
    }

    private static Verdict verdict(Decision decision) {
        return switch (decision) {
            case Decision.Admitted() -> Verdict.ADMITTED;
            case Decision.Waits _ -> throw new IllegalStateException("a decision that is none");
            case Decision.Refused refused ->
                switch (refused.excess().reason()) {
                    case USED_UP -> Verdict.USED_UP;
                    case ALONE -> Verdict.ALONE;
                    case CROWDED -> Verdict.CROWDED;
                    case WAITED -> Verdict.WAITED;
                };
        };
    }
}
