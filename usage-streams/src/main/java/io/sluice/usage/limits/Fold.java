package io.sluice.usage.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitTerms;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SecondBudget;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import io.sluice.schemas.avro.LimitUse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the tokens of all limits of one partition. Its time is when its records were appended, so it comes to the
 * same whenever it reads them, and frees no token too early however wrong any clock is.
 */
public final class Fold {
    /** Where what it decided goes to. */
    public interface Output {
        /**
         * Writes one record.
         *
         * @param state null when there is nothing left to tell of a limit
         */
        void write(String key, @Nullable LimitState state);
    }

    /** Longer than a lease by what a request may take to be admitted after its node had looked at the clock. */
    private static final long GONE_AFTER = LimitTerms.LEASE.plusSeconds(2).toMillis();

    /** Often enough that no lease runs out for want of an answer. */
    private static final long MEMBERS_TOLD_EVERY = 500;

    /** How long nodes may be in the dark about a limit that is far from used up, when many such are in use. */
    private static final long POOLS_TOLD_EVERY = 1_000;

    /** So many in a second are told of at once, however far they are from used up. */
    private static final int TOLD_AT_ONCE_MAX = 100;

    /** How often pools are looked for that nobody tells of any more. */
    private static final long SWEPT_EVERY = 60_000;

    private final Book book;
    private final Members members;
    private final long epoch;
    private final Output output;
    private long now = Long.MIN_VALUE;
    private long sweptAt;
    private boolean announced;
    private final SecondBudget atOnce = new SecondBudget(TOLD_AT_ONCE_MAX);
    private long lost;

    /**
     * Takes over what another fold left.
     *
     * @param epoch greater than that of every fold which had this book before
     */
    public Fold(Book book, long epoch, Output output) {
        this.book = book;
        this.epoch = epoch;
        this.output = output;
        this.members = new Members(book, epoch);
    }

    /**
     * Takes the next report of the partition.
     *
     * @param appendedAt in epoch milliseconds, by the clock of the broker
     */
    public void accept(LimitReport report, long appendedAt) {
        passTo(appendedAt);
        announce();
        members.reporting(report, now).ifPresent(member -> count(report, member));
        members.silentFor(GONE_AFTER).ifPresent(this::giveUp);
        for (var forgotten : members.forgotten(now)) {
            book.remove(forgotten);
            output.write(LimitTerms.NODE + forgotten.node, null);
        }
        closeForgotten();
    }

    /** Tokens that count as used since its begin, because nobody could tell what a node that was gone did with them. */
    public long lost() {
        return lost;
    }

    private void passTo(long appendedAt) {
        if (now != Long.MIN_VALUE) members.pass(Math.max(0, appendedAt - now));
        now = Math.max(now, appendedAt);
    }

    /** All nodes are to know at once that another fold has taken over, for it waits until they told what they hold. */
    private void announce() {
        if (announced) return;
        announced = true;
        for (var member : members.all()) tell(member);
    }

    private void count(LimitReport report, Member member) {
        member.leaving = report.getLeaving();
        for (var use : report.getUses()) count(report, use, member);
        if (report.getComplete()) complete(report, member);
        if (report.getComplete() && report.getLeaving()) member.leave(now);
        // Whoever told all that it holds waits for its lease.
        var awaited = report.getComplete() || member.share != report.getShare() || report.getEpoch() != epoch;
        if (awaited || now - member.toldAt >= MEMBERS_TOLD_EVERY) tell(member);
        members.keep(member);
    }

    private void count(LimitReport report, LimitUse use, Member member) {
        var id = new LimitId(use.getSubject(), LimitWindow.ofMillis(use.getWindowMs()));
        var pool = book.find(id).orElseGet(() -> open(id, use, openedBefore(use, member)));
        long usedBefore = pool.usedAt(now);
        settleWithGone(pool);
        if (openedBefore(use, member) > pool.opened) pool = reopen(pool, use);
        if (use.getVersion() > pool.version) {
            pool.version = use.getVersion();
            pool.max = use.getMax();
        }
        pool.passTo(now);
        var grant = grantOf(pool, member, report.getFormerIncarnation(), use);
        count(use, grant, pool);
        grant.toldLast = member.leaving;
        // Nodes return what they have of a limit that nobody uses, and are not to be handed it again.
        boolean dealt = !pool.isUnusedAt(now) && members.areSynchronised() && Deal.of(pool, members::takesPart, now);
        // While somebody has yet to tell what it holds of this pool, his report would open it anew, as the same one.
        if (pool.isIdleAt(now) && members.areSynchronised()) {
            close(pool);
            return;
        }
        if (dealt || isToBeTold(pool, usedBefore)) tell(pool);
        book.put(pool);
    }

    private void close(Pool pool) {
        book.remove(pool.id);
        output.write(pool.id.text(), null);
    }

    /** A pool whose last nodes are gone would otherwise stay, for only a report on it would close it. */
    private void closeForgotten() {
        if (now - sweptAt < SWEPT_EVERY || !members.areSynchronised()) return;
        sweptAt = now;
        book.forEachPool(pool -> {
            pool.passTo(now);
            settleWithGone(pool);
            if (pool.isIdleAt(now)) close(pool);
        });
    }

    /** Of a pool that another fold opened and that a node tells of while it tells of all it holds; else 0. */
    private long openedBefore(LimitUse use, Member member) {
        return member.synchronised == epoch ? 0 : use.getOpened();
    }

    /** The book does not know that the fold before closed the pool and opened another one. */
    private static Pool reopen(Pool pool, LimitUse use) {
        var another = new Pool(pool.id, pool.max, pool.version, use.getOpened());
        another.used.addAll(pool.used);
        return another;
    }

    private Pool open(LimitId id, LimitUse use, long openedBefore) {
        var pool = new Pool(id, use.getMax(), use.getVersion(), openedBefore == 0 ? now : openedBefore);
        for (var member : members.all()) {
            if (!pool.hasPassed(member.lostAt, now)) {
                long share = LimitTerms.shareOf(pool.max, member.lostShare);
                long spent = Math.min(share, LimitTerms.unconfirmedMax(pool.max, id.window(), member.lostShare));
                pool.used.add(id.window().slotAt(member.lostAt), spent);
                lost += spent;
            }
            long share = member.gone ? 0 : LimitTerms.shareOf(pool.max, member.largestShare);
            if (share == 0) continue;
            var unasked = new Grant(member.node, member.incarnation, share);
            unasked.confirmWithin(LimitTerms.unconfirmedMax(pool.max, id.window(), member.largestShare));
            pool.grants.put(member.node, unasked);
        }
        return pool;
    }

    /**
     * What nodes that are gone held counts as used as far as they may have spent it, and is free else. That is done
     * when somebody wants something of the pool, for there may be a hundred thousand of them, and comes to the same
     * whenever it is done.
     */
    private void settleWithGone(Pool pool) {
        for (var grants = pool.grants.values().iterator(); grants.hasNext(); ) {
            var grant = grants.next();
            var member = members.gone(grant.node);
            if (member == null) continue;
            grant.askForNothing();
            if (grant.toldLast) grant.takeBack();
            else lost += grant.charge(pool, pool.id.window().slotAt(member.goneAt));
            // Until then it may come back, and tell what it really had admitted.
            if (grant.toldLast || pool.hasPassed(member.goneAt, now)) grants.remove();
        }
    }

    private Grant grantOf(Pool pool, Member member, long formerIncarnation, LimitUse use) {
        var grant = pool.grants.get(member.node);
        if (grant != null && grant.incarnation == member.incarnation) return grant;
        long slot = pool.id.window().slotAt(now);
        if (grant != null && grant.incarnation == formerIncarnation) grant.settle(pool, use.getFormerAdmitted(), slot);
        else if (grant != null) lost += grant.charge(pool, slot);
        var fresh = new Grant(member.node, member.incarnation, 0);
        pool.grants.put(member.node, fresh);
        return fresh;
    }

    private void count(LimitUse use, Grant grant, Pool pool) {
        grant.waiting = use.getWaiting();
        grant.wanted = use.getWanted();
        grant.confirmWithin(use.getUnconfirmedMax());
        // It speaks of a pool that was closed, in which it had nothing left.
        if (use.getOpened() != 0 && use.getOpened() != pool.opened) return;
        // No clock is so far ahead; a slot that is would never leave.
        long newest = pool.id.window().slotAt(now) + 1;
        for (var slot : use.getAdmitted()) {
            long more = slot.getAdmitted() - grant.admitted;
            if (more <= 0) continue;
            pool.used.add(Math.min(slot.getSlot(), newest), more);
            grant.admitted = slot.getAdmitted();
        }
        grant.granted = Math.max(grant.granted, use.getGranted());
        grant.returned = Math.max(grant.returned, use.getReturned());
    }

    /** Close to the end of a limit, and while anybody waits, every change matters to the others. */
    private boolean isToBeTold(Pool pool, long usedBefore) {
        if (pool.isWaitedFor()) return true;
        if (now - pool.toldAt >= POOLS_TOLD_EVERY) return true;
        return pool.usedAt(now) != usedBefore && (pool.freeAt(now) < pool.max / 8 || atOnce.isLeft(now));
    }

    private void complete(LimitReport report, Member member) {
        chargeFormer(member);
        if (report.getEpoch() != epoch) return;
        member.synchronised = epoch;
        members.share(member);
    }

    /** What its process before held and did not live to tell of. */
    private void chargeFormer(Member member) {
        book.forEachPool(pool -> {
            pool.passTo(now);
            var grant = pool.grants.get(member.node);
            if (grant == null || grant.incarnation == member.incarnation || grant.holdsNothing()) return;
            lost += grant.charge(pool, pool.id.window().slotAt(now));
            grant.askForNothing();
            tell(pool);
            book.put(pool);
        });
    }

    private void giveUp(Member member) {
        member.giveUp(now);
        members.keep(member);
        tell(member);
    }

    private void tell(Pool pool) {
        atOnce.spend(1, now);
        pool.toldAt = now;
        output.write(pool.id.text(), new LimitState(epoch, Instant.ofEpochMilli(now), pool.toAvro(now), null));
    }

    private void tell(Member member) {
        member.toldAt = now;
        output.write(
                LimitTerms.NODE + member.node, new LimitState(epoch, Instant.ofEpochMilli(now), null, member.toAvro()));
    }
}
