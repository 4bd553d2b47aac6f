package io.sluice.ingress.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitTerms;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SlotCounts;
import io.sluice.schemas.avro.LimitGrant;
import io.sluice.schemas.avro.LimitPool;
import io.sluice.schemas.avro.LimitUse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of one limit that this node holds, and what it knows of how much of the limit is used by all. */
final class Allowance {
    /** So many requests may wait for the same limit at one node. */
    static final int QUEUE_MAX = 32;

    /** An answer to what was asked is expected within this; then it is asked again. */
    private static final long ASKED_AGAIN_AFTER = 25;

    static final long FAR_REPORTS_EVERY = 1_000;

    /** What the fold does not know after so many milliseconds may have been lost. */
    private static final long TOLD_AGAIN_AFTER = 2_000;

    /** In milliseconds: so long before a slot leaves, the fold is told how much of it is wanted. */
    private static final long AHEAD_OF_SLOTS = 50;

    static final long NEVER = Long.MIN_VALUE / 2;

    final LimitId id;
    final LimitPartition partition;
    private final LimitWindow window;
    private final SlotCounts own;
    private final Tokens tokens;
    private final LastWord last;

    private final Demand demand;
    private final Unconfirmed unconfirmed;

    private long max;
    private long version;
    /** Of the pool that is known; 0 when none is. */
    private long opened;

    private boolean lowered;
    private volatile boolean closed;
    private @Nullable Alone alone;

    /** Nothing is free before, by what is known. */
    private long goneUntil = NEVER;

    /** Requests that wait, the longest first; touched under the lock of all queues only. */
    final Deque<Ticket> queue = new ArrayDeque<>(0);

    private int queued;
    private long waiting;

    private long reportedAt;
    private long waitingTold;
    private long wantedTold;
    private long askedAt = NEVER;

    /** Whether there is something to tell, and whether at once. */
    private boolean changed;

    private boolean hurried;

    /** When the sender will look at it, and whether it has been told to do so before. */
    private long visitAt = Long.MAX_VALUE;

    private boolean flagged;

    /** Of a limit that nobody uses, as far as this node knows. */
    static Allowance ofIdle(Limit limit, LimitPartition partition, long now, boolean leased) {
        var allowance = new Allowance(limit, partition, now);
        if (leased) allowance.tokens.grant(LimitTerms.shareOf(limit.max(), partition.share()));
        else if (partition.isAlone()) allowance.alone = allowance.leftAlone(now);
        return allowance;
    }

    boolean isClosed() {
        return closed;
    }

    /** Of a limit that somebody uses. */
    static Allowance ofUsed(Limit limit, LimitPartition partition, long now) {
        return new Allowance(limit, partition, now);
    }

    private Allowance(Limit limit, LimitPartition partition, long now) {
        this.id = limit.id();
        this.partition = partition;
        this.window = id.window();
        this.own = new SlotCounts(window);
        this.tokens = new Tokens(window);
        this.last = new LastWord(partition, window);
        this.max = limit.max();
        this.version = limit.version();
        this.reportedAt = now - FAR_REPORTS_EVERY;
        this.demand = new Demand(window);
        this.unconfirmed = new Unconfirmed(LimitTerms.unconfirmedMax(max, window, partition.share()));
    }

    /**
     * Whether a request may have its tokens; asked and admitted under the lock of this object, see {@link Limiter}.
     *
     * @param first whether nobody else has waited longer
     */
    Answer ask(Limit limit, long cost, long now, long nanos, boolean first) {
        if (closed) return Answer.CLOSED;
        follow(limit);
        if (!first) {
            demand.ask(cost, now);
        }
        if (alone != null) return alone.available(own, limit.fallback(), now) >= cost ? Answer.YES : Answer.ALONE;
        if (available(now, nanos) >= cost && (first || queued == 0)) return Answer.YES;
        if (isGone(cost, now)) return Answer.GONE;
        // Those who came before it would use up the rest, wherever that is.
        if (!first && usedAt(now) + waiting + cost > max) return Answer.GONE;
        return !first && queued >= QUEUE_MAX ? Answer.CROWDED : Answer.SHORT;
    }

    /** The request is admitted. Returns whether the sender is to be told, which it is once. */
    boolean count(long cost, long now) {
        tokens.admit(cost);
        unconfirmed.count(cost);
        own.add(window.slotAt(now), cost);
        changed = true;
        boolean first = !flagged;
        flagged = true;
        return first;
    }

    /** For a limit that needs no tokens: whether so much more is within it, as far as is known here. */
    boolean hasRoom(Limit limit, long cost, long now) {
        follow(limit);
        if (usedAt(now) + cost > max) return false;
        tokens.cover(cost);
        return true;
    }

    /** A request was refused. Returns whether the sender is to be told, so that it asks in time for the next slot. */
    boolean refuse() {
        if (flagged || visitAt <= aheadOf(goneUntil)) return false;
        flagged = true;
        return true;
    }

    private void follow(Limit limit) {
        if (limit.version() <= version) return;
        follow(limit.max(), limit.version());
        changed = true;
    }

    private void follow(long another, long anotherVersion) {
        lowered |= another < max;
        version = anotherVersion;
        max = another;
        goneUntil = NEVER;
    }

    private long available(long now, long nanos) {
        if (!partition.isLeased(nanos)) return 0;
        // After a limit was lowered, what is held may be more than what is left of it.
        if (tokens.arePromised() && isPast(tokens.promisedFor(), now, nanos)) tokens.takePromised();
        return lowered ? Math.min(tokens.unspent(), max - usedAt(now)) : tokens.unspent();
    }

    /** For certain, whatever the time is that the broker's clock shows. */
    private boolean isPast(long instant, long now, long nanos) {
        return now >= instant && partition.earliest(nanos) >= instant;
    }

    /** Whether the request that was just counted is to be answered only when Kafka knows more. */
    boolean isUnconfirmed(long nanos) {
        return unconfirmed.isTooMuch() && alone == null && !partition.isStalled(nanos);
    }

    void answerLater(Ticket ticket) {
        ticket.awaitAnotherConfirmation();
        unconfirmed.answerLater(ticket);
    }

    /** Whether so much is untold that requests may soon have to wait until Kafka has it. */
    boolean isToBeConfirmed() {
        return unconfirmed.isToBeTold();
    }

    /** All that was admitted, as the last report told it. */
    synchronized long told() {
        return unconfirmed.told();
    }

    /** Kafka has what a report told. Returns who has waited for it. */
    synchronized List<Ticket> confirm(long told) {
        return unconfirmed.confirm(told);
    }

    private boolean isGone(long cost, long now) {
        if (now < goneUntil) return true;
        if (usedAt(now) + cost <= max) return false;
        goneUntil = freeAgainAt(now);
        return true;
    }

    /** When the oldest use leaves the window. */
    synchronized long freeAgainAt(long now) {
        long oldest = window.oldestAt(now);
        long slot = Math.min(last.used.firstFrom(oldest), own.firstFrom(oldest));
        return slot == Long.MAX_VALUE ? now : window.leavesAt(slot);
    }

    synchronized Limit limit() {
        return new Limit(id, max, version, Fallback.SHARE);
    }

    /** How it stands for requests under this limit. */
    synchronized Standing standing(Limit limit, long now) {
        follow(limit);
        long used = usedAt(now);
        long remaining = Math.max(0, max - used);
        if (alone != null) remaining = Math.min(remaining, alone.available(own, limit.fallback(), now));
        return new Standing(used, remaining, freeAgainAt(now), alone != null);
    }

    synchronized List<Ceiling> ceilings() {
        return last.ceilings();
    }

    /** At least so much was admitted within the window: all that was told, and what only this node knows. */
    private long usedAt(long now) {
        long oldest = window.oldestAt(now);
        long untold = Math.min(tokens.untold(), own.sumFrom(oldest));
        return last.used.sumFrom(oldest) + Math.max(0, untold);
    }

    /** A request began to wait. */
    synchronized void enqueue(Ticket ticket) {
        ticket.waitFor(this);
        queue.add(ticket);
        queued++;
        waiting += ticket.cost();
    }

    /** False when it does not wait here any more. */
    synchronized boolean dequeue(Ticket ticket) {
        if (!queue.remove(ticket)) return false;
        queued--;
        waiting -= ticket.cost();
        return true;
    }

    /** What the fold says. Returns whether it wants something back. */
    synchronized boolean learn(LimitPool pool, long at, String node, long incarnation) {
        if (opened != 0 && opened != pool.getOpened()) begin();
        opened = pool.getOpened();
        if (pool.getVersion() > version) follow(pool.getMax(), pool.getVersion());
        askedAt = NEVER;
        var grant = last.learn(pool, at, node, incarnation);
        if (grant != null) learn(grant);
        // It may have been given that without having read of it before its lease ran out.
        if (last.isOfFormer() && tokens.learnOfFormer()) changed = true;
        return hurried;
    }

    private void learn(LimitGrant grant) {
        tokens.learn(grant);
        if (grant.getKeep() == null) return;
        if (tokens.areReturning()) hurried = true;
        long surplus = tokens.unspent() - Math.max(grant.getKeep(), waiting);
        if (surplus <= 0) return;
        tokens.giveBack(surplus);
        changed = true;
        hurried = true;
    }

    /** The pool was closed: nobody held anything of it. False while there is something that nobody was told of. */
    synchronized boolean close() {
        if (queued > 0 || tokens.untold() > 0) {
            begin();
            opened = 0;
            return false;
        }
        closed = true;
        return true;
    }

    private void begin() {
        tokens.begin();
        last.used.clear();
    }

    /** The lease has run out: nothing that was held may be spent any more, but by this node's own part. */
    synchronized void lapse(long now) {
        alone = partition.isAlone() ? leftAlone(now) : null;
        tokens.lapse();
        changed = true;
        goneUntil = NEVER;
    }

    /**
     * The budget: what it had and had used, and its part of what nobody had, all by the last word of the fold. Every
     * node goes by the same word, so their budgets make one limit, whenever each of them is left alone.
     */
    private Alone leftAlone(long now) {
        long known = own.sumFrom(last.oldest()) - tokens.untold();
        long held = tokens.unspent() + tokens.untold();
        return new Alone(
                window,
                partition.partOf(max),
                Math.max(0, known - last.promisedOf(own)) + Math.max(0, held) + partition.partOf(last.free(max)),
                now,
                now + window.millis() + window.slotMillis() + LimitTerms.LEASE.toMillis());
    }

    /** The fold is there again. */
    synchronized void rejoin() {
        alone = null;
    }

    /** Nothing is admitted any more. */
    synchronized void giveBack() {
        closed = true;
        tokens.forgetPromise();
        tokens.giveBack(tokens.unspent());
    }

    synchronized boolean isVisitedAt(long at) {
        return visitAt == at && !closed;
    }

    /**
     * When the sender is to look at it, unless it does so earlier; {@link #NEVER} when that is known to it.
     *
     * @param farEvery how often, in milliseconds, it tells what nobody has to know soon
     */
    synchronized long nextVisit(long now, long farEvery) {
        flagged = false;
        // Another one counts for the limit now, and may be of a pool that looks the same.
        if (closed) return NEVER;
        if (visitAt <= now) visitAt = Long.MAX_VALUE;
        long due = dueAt(now, farEvery);
        if (due >= visitAt) return NEVER;
        visitAt = due;
        return due;
    }

    /** When it is to be told of, at the earliest. */
    private long dueAt(long now, long farEvery) {
        if (!takesPart(now)) return Long.MAX_VALUE;
        if (hurried || (queued == 0 && waitingTold > 0)) return now;
        if (queued > 0) return Math.max(now, Math.min(askableAt(), promisedAfter(now)));
        long due = Math.min(changeDueAt(now, farEvery), Math.min(refusedDueAt(now), wishDueAt(now)));
        return Math.min(due, idleAt());
    }

    private long changeDueAt(long now, long farEvery) {
        if (!changed) return tokens.areKnown() ? Long.MAX_VALUE : reportedAt + toldAgainAfter();
        if (isToBeConfirmed()) return now;
        boolean near = tokens.unspent() < wanted(now) + demand.untold() || usedAt(now) > max - max / 8;
        return reportedAt + (near ? ASKED_AGAIN_AFTER : farEvery);
    }

    /** What is refused meanwhile is to be admitted once the next slot has left. */
    private long refusedDueAt(long now) {
        if (now >= goneUntil || demand.isTold()) return Long.MAX_VALUE;
        return Math.max(reportedAt + ASKED_AGAIN_AFTER, aheadOf(goneUntil));
    }

    /** What it would like to have at hand it may get when the next slot leaves; the fold then deals with who asks. */
    private long wishDueAt(long now) {
        long leaves = freeAgainAt(now);
        if (alone != null || leaves == now || tokens.unspent() >= wanted(now)) return Long.MAX_VALUE;
        return reportedAt < aheadOf(leaves) ? Math.max(now, aheadOf(leaves)) : leaves;
    }

    private long wanted(long now) {
        if (demand.isOver(now)) return 0;
        long used = usedAt(now);
        double part =
                used == 0 ? 1 : Math.min(1, (double) own.sumFrom(window.oldestAt(now)) * partition.share() / used);
        return demand.wanted(max, part);
    }

    /** By a clock that may be ahead, so that the fold is told neither too soon for it nor too late. */
    private long aheadOf(long leaves) {
        return leaves - Math.max(AHEAD_OF_SLOTS / 5, AHEAD_OF_SLOTS - partition.uncertainty());
    }

    /** Not before the fold, too, knows for certain that a slot has left. */
    private long askableAt() {
        return Math.max(askedAt + ASKED_AGAIN_AFTER, askedAt < goneUntil ? goneUntil + partition.uncertainty() : NEVER);
    }

    /** The earliest instant at which what was promised may be spent, by a clock that may be ahead. */
    private long promisedAfter(long now) {
        long surely = tokens.promisedFor() + partition.uncertainty();
        return tokens.arePromised() && surely > now ? surely : Long.MAX_VALUE;
    }

    private long toldAgainAfter() {
        return last.isWaitedFor() ? 2 * ASKED_AGAIN_AFTER : TOLD_AGAIN_AFTER;
    }

    /** When all that was used has left the window, what is left goes back, so that the pool can be closed. */
    private long idleAt() {
        long newest = Math.max(last.used.newest(), own.newest());
        long again = reportedAt + Math.max(FAR_REPORTS_EVERY, window.millis());
        return Math.max(again, newest == Long.MIN_VALUE ? again : window.leavesAt(newest)) + FAR_REPORTS_EVERY;
    }

    /** Else it only knows what others use of the limit, as of a hundred thousand, and has nothing to tell of that. */
    synchronized boolean takesPart(long now) {
        return !tokens.areNone() || !toldToWantNothing() || queued > 0 || !demand.isTold() || wanted(now) > 0;
    }

    private boolean toldToWantNothing() {
        return waitingTold == 0 && wantedTold == 0;
    }

    /** What the fold is told; null when it knows already. */
    synchronized @Nullable LimitUse report(long now, boolean whole) {
        if (!takesPart(now)) return null;
        boolean lost = !tokens.areKnown() && now >= reportedAt + toldAgainAfter();
        boolean told = !lost && waiting == waitingTold && demand.isTold();
        boolean idle = !changed && queued == 0 && now >= idleAt();
        if (!whole && !changed && !hurried && queued == 0 && !idle && told && now < wishDueAt(now)) return null;
        if (idle && usedAt(now) == 0) tokens.giveBack(tokens.unspent());
        // What another fold promised is not known to this one.
        if (whole) tokens.forgetPromise();
        demand.tell(now, reportedAt);
        unconfirmed.allow(LimitTerms.unconfirmedMax(max, window, partition.share()));
        unconfirmed.tell();
        reportedAt = now;
        if (queued > 0) askedAt = now;
        waitingTold = waiting;
        wantedTold = wanted(now);
        changed = false;
        hurried = false;
        return new LimitUse(
                id.subject(),
                window.millis(),
                max,
                version,
                opened,
                tokens.granted(),
                tokens.returned(),
                tokens.untoldSlots(own, now, whole),
                tokens.formerAdmitted(),
                waitingTold,
                wantedTold,
                unconfirmed.max());
    }
}
