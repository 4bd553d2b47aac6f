package io.sluice.ingress.limits;

import io.sluice.schemas.SecondBudget;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Tells the folds what this node did with its limits: at once where requests wait, and seldom where none will soon. */
final class Reporter {
    /** How often it has its turn when nobody wakes it, for what happens wakes it only when that is urgent. */
    static final Duration TURN = Duration.ofMillis(25);

    /** Where reports go to. */
    interface Outbox {
        /**
         * Sends a report.
         *
         * @param confirmed to be run when Kafka has it
         */
        void send(int partition, LimitReport report, Runnable confirmed);
    }

    /** Often enough that the lease outlasts some that are lost; those of all partitions go together. */
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int USES_MAX = 1_000;

    /** So many uses in a second are told soon, also those that nobody has to know; then those wait for a second. */
    private static final int SOON_MAX = 200;

    private record Visit(long at, Allowance allowance) {}

    /** @param total all that was admitted, as it is told */
    private record Told(LimitUse use, Allowance allowance, long total) {}

    private final Limiter limiter;
    private final BrokerClock clock;
    private final LongSupplier nanoTime;
    private final Outbox outbox;
    private final Map<LimitPartition, PriorityQueue<Visit>> visits = new HashMap<>();
    private final SecondBudget soon = new SecondBudget(SOON_MAX);

    Reporter(Limiter limiter, BrokerClock clock, LongSupplier nanoTime, Outbox outbox) {
        this.limiter = limiter;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.outbox = outbox;
        for (var partition : limiter.partitions()) {
            visits.put(partition, new PriorityQueue<>(Comparator.comparingLong(Visit::at)));
        }
    }

    /**
     * One turn; called by one thread at a time.
     *
     * @return in how many milliseconds it wants the next one at the latest, unless something happens before
     */
    long turn() {
        long next = Long.MAX_VALUE;
        for (var partition : limiter.partitions()) {
            if (partition.lapsesAt(nanoTime.getAsLong())) {
                limiter.lapse(partition, clock.latest(nanoTime.getAsLong()));
            }
            next = Math.min(next, report(partition));
        }
        return next;
    }

    private long report(LimitPartition partition) {
        long nanos = nanoTime.getAsLong();
        boolean whole = clock.isKnown() && partition.takeToSynchronise(nanos);
        var uses = clock.isKnown() ? uses(partition, whole) : List.<Told>of();
        if (uses.isEmpty() && !whole && beat(nanos) == beat(partition.reportedAt)) return untilNext(partition);
        send(partition, uses, whole, false);
        return untilNext(partition);
    }

    private static long beat(long nanos) {
        return Math.floorDiv(nanos, HEARTBEAT_NANOS);
    }

    private long untilNext(LimitPartition partition) {
        var next = visits.get(partition) == null ? null : visits.get(partition).peek();
        return next == null ? Long.MAX_VALUE : Math.max(1, next.at() - clock.latest(nanoTime.getAsLong()));
    }

    /** The last that is told, once no more requests come: all that is left goes back. */
    void leave() {
        long now = clock.latest(nanoTime.getAsLong());
        for (var partition : limiter.partitions()) {
            var uses = new ArrayList<Told>();
            for (var allowance : partition.allowances.values()) {
                allowance.giveBack();
                report(allowance, now, true, uses);
            }
            send(partition, uses, true, true);
        }
    }

    private void send(LimitPartition partition, List<Told> uses, boolean complete, boolean leaving) {
        for (int from = 0; from == 0 || from < uses.size(); from += USES_MAX) {
            int to = Math.min(uses.size(), from + USES_MAX);
            sendOne(partition, uses.subList(from, to), complete && to == uses.size(), leaving);
        }
    }

    private void sendOne(LimitPartition partition, List<Told> uses, boolean complete, boolean leaving) {
        long nanos = nanoTime.getAsLong();
        partition.reportedAt = nanos;
        long incarnation = partition.incarnation();
        long sequence = partition.nextSequence(nanos);
        soon.spend(uses.size(), clock.latest(nanos));
        var told = List.copyOf(uses);
        var report = new LimitReport(
                limiter.node(),
                incarnation,
                partition.formerIncarnation(),
                sequence,
                partition.epoch(),
                partition.share(),
                complete,
                leaving,
                told.stream().map(Told::use).toList());
        outbox.send(partition.number, report, () -> {
            if (!partition.confirms(incarnation, sequence, nanoTime.getAsLong())) return;
            for (var each : told) Limiter.confirm(each.allowance(), each.total());
        });
    }

    private List<Told> uses(LimitPartition partition, boolean whole) {
        long now = clock.latest(nanoTime.getAsLong());
        var due = visits.get(partition);
        if (due == null) return List.of();
        for (var flagged = partition.flagged.poll(); flagged != null; flagged = partition.flagged.poll()) {
            visitLater(flagged, now, due);
        }
        var uses = new ArrayList<Told>();
        if (whole) partition.allowances.values().forEach(allowance -> report(allowance, now, true, uses));
        for (var next = due.peek(); next != null && next.at() <= now; next = due.peek()) {
            due.poll();
            if (next.allowance().isVisitedAt(next.at())) {
                limiter.serve(next.allowance());
                report(next.allowance(), now, false, uses);
                visitLater(next.allowance(), now, due);
            }
        }
        return uses;
    }

    private void visitLater(Allowance allowance, long now, PriorityQueue<Visit> due) {
        long at = allowance.nextVisit(now, soon.isLeft(now) ? TURN.toMillis() : Allowance.FAR_REPORTS_EVERY);
        if (at != Allowance.NEVER) due.add(new Visit(at, allowance));
    }

    private static void report(Allowance allowance, long now, boolean whole, List<Told> uses) {
        var use = allowance.report(now, whole);
        if (use != null) uses.add(new Told(use, allowance, allowance.told()));
    }
}
