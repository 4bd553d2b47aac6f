package io.sluice.ingress.limits;

import io.sluice.ingress.feed.Learner;
import io.sluice.ingress.limits.Decision.Admitted;
import io.sluice.ingress.limits.Decision.Refused;
import io.sluice.ingress.limits.Decision.Waits;
import io.sluice.ingress.limits.Excess.Reason;
import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitTerms;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitPool;
import io.sluice.schemas.avro.LimitState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides at one node whether requests are within their limits. It admits what it holds tokens for, refuses what is
 * used up for certain, and lets wait what it does not know.
 */
final class Limiter implements Learner<LimitState> {
    /** No request waits longer. */
    static final Duration PATIENCE = Duration.ofMillis(150);

    /** So many requests may wait at a node. */
    static final int WAITING_MAX = 2_000;

    private final String node;
    private final BrokerClock clock;
    private final LongSupplier nanoTime;
    private Runnable hurry = () -> {};
    private final List<LimitPartition> partitions = new ArrayList<>();

    /** Held by whoever lets a request wait, or ends that; never taken by a request that is admitted or refused. */
    private final Object queues = new Object();

    private int waiting;

    /**
     * @param incarnation greater than that of every process that had this name before, in steps that are never used up
     */
    Limiter(String node, int partitions, long incarnation, BrokerClock clock, LongSupplier nanoTime) {
        this.node = node;
        this.clock = clock;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        for (int number = 0; number < partitions; number++) {
            this.partitions.add(new LimitPartition(number, node, incarnation, clock, now));
        }
    }

    /** Before anything else is asked of it: what is called when the {@link Reporter} is not to wait for its turn. */
    void onHurry(Runnable called) {
        hurry = called;
    }

    /**
     * All limits admit it, or none counts it.
     *
     * @param limits in the order of their ids' texts, so that two requests never wait for each other
     * @param cost at least 1
     */
    Decision take(Limit[] limits, long cost) {
        var decision = take(limits, cost, null);
        return decision instanceof Waits(var ticket) && !ticket.isCounted() ? queue(ticket) : decision;
    }

    /** @param first the limit in whose queue nobody stands before this request */
    private Decision take(Limit[] limits, long cost, @Nullable Allowance first) {
        var decision = take(limits, 0, cost, nanoTime.getAsLong(), first);
        // Now all are known for whose confirmation it waits.
        if (decision instanceof Waits(var ticket) && ticket.isCounted()) ticket.confirm();
        return decision;
    }

    private Decision take(Limit[] limits, int at, long cost, long nanos, @Nullable Allowance first) {
        if (at == limits.length) return Decision.ADMITTED;
        long now = clock.latest(nanos);
        while (true) {
            var allowance = find(limits[at], now, nanos);
            synchronized (allowance) {
                var answer = allowance.ask(limits[at], cost, now, nanos, allowance == first);
                switch (answer) {
                    case YES -> {
                        var rest = take(limits, at + 1, cost, nanos, first);
                        if (!isCounted(rest)) return rest;
                        count(allowance, cost, now);
                        return allowance.isUnconfirmed(nanos) ? answerLater(allowance, limits, cost, rest) : rest;
                    }
                    case SHORT -> {
                        return new Waits(Ticket.forTokens(limits, cost, allowance));
                    }
                    case GONE -> {
                        if (allowance.refuse()) flag(allowance);
                        return refused(limits[at], Reason.USED_UP, allowance.freeAgainAt(now));
                    }
                    case ALONE -> {
                        return refused(limits[at], Reason.ALONE, allowance.freeAgainAt(now));
                    }
                    case CROWDED -> {
                        return refused(limits[at], Reason.CROWDED, now + PATIENCE.toMillis());
                    }
                    case CLOSED -> {}
                }
            }
        }
    }

    private static boolean isCounted(Decision decision) {
        return decision instanceof Admitted || (decision instanceof Waits(var ticket) && ticket.isCounted());
    }

    private void count(Allowance allowance, long cost, long now) {
        if (allowance.count(cost, now)) flag(allowance);
        if (allowance.isToBeConfirmed()) hurry.run();
    }

    /** What this node answered is lost if it is killed, so it answers only a little before Kafka knows. */
    private static Decision answerLater(Allowance allowance, Limit[] limits, long cost, Decision rest) {
        if (rest instanceof Waits(var ticket)) {
            allowance.answerLater(ticket);
            return rest;
        }
        var counted = Ticket.counted(limits, cost, allowance);
        allowance.answerLater(counted);
        return new Waits(counted);
    }

    /** Kafka has what was told of an allowance. */
    static void confirm(Allowance allowance, long told) {
        allowance.confirm(told).forEach(Ticket::confirm);
    }

    private Allowance find(Limit limit, long now, long nanos) {
        var last = limit.allowance();
        if (last != null && !last.isClosed()) return last;
        var partition = partitionOf(limit.id());
        var found = partition.allowances.computeIfAbsent(
                limit.id(), _ -> Allowance.ofIdle(limit, partition, now, partition.isLeased(nanos)));
        limit.countIn(found);
        return found;
    }

    private LimitPartition partitionOf(LimitId id) {
        return partitions.get(Math.floorMod(id.text().hashCode(), partitions.size()));
    }

    private void flag(Allowance allowance) {
        allowance.partition.flagged.add(allowance);
    }

    private Decision queue(Ticket ticket) {
        synchronized (queues) {
            if (waiting >= WAITING_MAX) return crowded(ticket);
            // What was missing may have come in the meantime.
            var again = take(ticket.limits(), ticket.cost(), null);
            if (!(again instanceof Waits(var waits)) || waits.isCounted()) return again;
            waits.waitsFor().enqueue(waits);
            waiting++;
            flag(waits.waitsFor());
            hurry.run();
            return again;
        }
    }

    private Decision crowded(Ticket ticket) {
        return refused(ticket.limits()[0], Reason.CROWDED, clock.latest(nanoTime.getAsLong()) + PATIENCE.toMillis());
    }

    private static Refused refused(Limit limit, Reason reason, long until) {
        return new Refused(new Excess(limit, reason, until));
    }

    /**
     * Whether a limit that refuses nobody would have refused a request, as far as this node knows; else it is counted.
     * It needs no tokens, and nobody waits for any.
     */
    boolean wouldRefuse(Limit limit, long cost) {
        long nanos = nanoTime.getAsLong();
        long now = clock.latest(nanos);
        while (true) {
            var allowance = find(limit, now, nanos);
            synchronized (allowance) {
                if (allowance.isClosed()) continue;
                if (!allowance.hasRoom(limit, cost, now)) return true;
                count(allowance, cost, now);
                return false;
            }
        }
    }

    /** How a limit stands at this node now. */
    Standing standing(Limit limit) {
        long now = clock.latest(nanoTime.getAsLong());
        var allowance = known(limit);
        // To ask for it is no use of it, and must not keep anything.
        if (allowance == null) return new Standing(0, limit.max(), now, false);
        return allowance.standing(limit, now);
    }

    /** What each node may admit of a limit, by the last word of the fold. */
    List<Ceiling> ceilings(Limit limit) {
        var allowance = known(limit);
        return allowance == null ? List.of() : allowance.ceilings();
    }

    private @Nullable Allowance known(Limit limit) {
        var last = limit.allowance();
        return last != null && !last.isClosed()
                ? last
                : partitionOf(limit.id()).allowances.get(limit.id());
    }

    /** Ends the waiting of a request, unless it has just been decided. */
    void giveUp(Ticket ticket) {
        long nanos = nanoTime.getAsLong();
        var allowance = ticket.waitsFor();
        if (ticket.isCounted()) {
            // Its tokens are spent, but if it were answered and this node killed, nobody would know of them.
            var stalled = allowance.partition.isStalled(nanos);
            ticket.decide(stalled ? Decision.ADMITTED : waited(ticket, allowance, nanos));
            return;
        }
        synchronized (queues) {
            allowance = ticket.waitsFor();
            if (!allowance.dequeue(ticket)) return;
            waiting--;
            ticket.decide(waited(ticket, allowance, nanos));
            serve(allowance);
        }
    }

    private Refused waited(Ticket ticket, Allowance allowance, long nanos) {
        return refused(ticket.limitOf(allowance), Reason.WAITED, clock.latest(nanos) + PATIENCE.toMillis());
    }

    /** Lets those who wait try again, the longest first. */
    void serve(Allowance allowance) {
        synchronized (queues) {
            for (var ticket = allowance.queue.peek(); ticket != null; ticket = allowance.queue.peek()) {
                var decision = take(ticket.limits(), ticket.cost(), allowance);
                if (decision instanceof Waits(var waits) && !waits.isCounted()) {
                    if (waits.waitsFor() == allowance) return;
                    allowance.dequeue(ticket);
                    waits.waitsFor().enqueue(ticket);
                    flag(waits.waitsFor());
                } else {
                    allowance.dequeue(ticket);
                    waiting--;
                    ticket.decide(decision);
                }
            }
        }
    }

    /**
     * A record of {@code limit-state}, in the order of its partition.
     *
     * @param state null when there is nothing left to tell of a limit
     */
    @Override
    public void learn(int partition, String key, @Nullable LimitState state) {
        var home = partitions.get(partition);
        if (state == null) {
            if (!key.startsWith(LimitTerms.NODE)) forget(home, LimitId.of(key));
            return;
        }
        if (!home.follows(state.getEpoch())) return;
        if (state.getPool() != null) learn(home, state.getPool(), state.getAt().toEpochMilli());
        var member = state.getMember();
        if (member == null) return;
        if (home.learn(member, nanoTime.getAsLong())) home.allowances.values().forEach(Allowance::rejoin);
        if (home.isToSynchronise()) hurry.run();
    }

    private void learn(LimitPartition home, LimitPool pool, long at) {
        var id = new LimitId(pool.getSubject(), LimitWindow.ofMillis(pool.getWindowMs()));
        long now = clock.latest(nanoTime.getAsLong());
        var limit = new Limit(id, pool.getMax(), pool.getVersion(), Fallback.SHARE);
        var allowance = home.allowances.computeIfAbsent(id, _ -> Allowance.ofUsed(limit, home, now));
        boolean hurried = allowance.learn(pool, at, node, home.incarnation());
        // Most limits are only known here, and nobody is to look at a hundred thousand of them.
        if (allowance.takesPart(now)) {
            flag(allowance);
            serve(allowance);
        }
        if (hurried) hurry.run();
    }

    private static void forget(LimitPartition home, LimitId id) {
        var allowance = home.allowances.get(id);
        if (allowance != null && allowance.close()) home.allowances.remove(id, allowance);
    }

    List<LimitPartition> partitions() {
        return partitions;
    }

    /** The lease of a partition ran out: all that was held of it is void. */
    void lapse(LimitPartition partition, long now) {
        // Those that come into use meanwhile, also by who waited for these, begin after the lease.
        for (var allowance : List.copyOf(partition.allowances.values())) {
            allowance.lapse(now);
            if (!allowance.takesPart(now)) continue;
            flag(allowance);
            serve(allowance);
        }
    }

    /** Whether it knows for every limit by what it goes: by tokens that it is given, or by its own part. */
    boolean hasTerms() {
        long nanos = nanoTime.getAsLong();
        return partitions.stream().allMatch(partition -> partition.isAlone() || partition.isLeased(nanos));
    }

    /** Of how many partitions it goes by its own part of every limit. */
    int partitionsAlone() {
        return (int) partitions.stream().filter(LimitPartition::isAlone).count();
    }

    /** How many limits are in use. */
    int size() {
        return partitions.stream()
                .mapToInt(partition -> partition.allowances.size())
                .sum();
    }

    String node() {
        return node;
    }
}
