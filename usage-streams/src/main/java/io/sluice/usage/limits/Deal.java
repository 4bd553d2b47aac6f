package io.sluice.usage.limits;

import io.sluice.schemas.LimitTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Gives the free tokens of a pool to the nodes: first to requests that wait, then to be at hand. */
final class Deal {
    /** This part of what is free is not given ahead, so that the next node that asks need not wait for others. */
    private static final int KEPT_PART = 4;

    /** So many times what a node wants, which is for a quarter of a second. */
    private static final int COMFORT = 20;

    /** In milliseconds: so long before a slot leaves, longer than a record travels. */
    private static final long AHEAD = 60;

    private final Pool pool;
    private final List<Grant> grants;
    private long free;
    private boolean changed;

    private Deal(Pool pool, Predicate<Grant> takesPart, long now) {
        this.pool = pool;
        this.grants = new ArrayList<>(pool.grants.values());
        this.grants.removeIf(grant -> !takesPart.test(grant));
        this.free = pool.freeAt(now);
    }

    /**
     * Returns whether any node is to know of it.
     *
     * @param takesPart whose nodes may be given more
     */
    static boolean of(Pool pool, Predicate<Grant> takesPart, long now) {
        var deal = new Deal(pool, takesPart, now);
        for (var grant : deal.grants) grant.askNothingBack();
        deal.meetNeeds();
        deal.meetWishes();
        deal.spread();
        deal.promise(now);
        deal.askBack();
        return deal.changed;
    }

    private void meetNeeds() {
        grants.sort(Comparator.comparingLong(Grant::need));
        for (int next = 0; next < grants.size() && free > 0; next++) {
            var grant = grants.get(next);
            // The last part of it is rounded up, or the last token would go to nobody.
            long part = Math.ceilDiv(free, grants.size() - next);
            give(grant, Math.min(grant.need(), part));
        }
    }

    private void meetWishes() {
        long wishes = 0;
        for (var grant : grants) wishes += grant.wish();
        long given = Math.min(wishes, free - free / KEPT_PART);
        if (given <= 0) return;
        // Each part is rounded up, so the last ones may get nothing: not those who have nothing, or it is asked back.
        grants.sort(Comparator.comparingDouble(Deal::partOfWanted));
        for (var grant : grants) give(grant, Math.min(free, Math.ceilDiv(grant.wish() * given, wishes)));
    }

    private static double partOfWanted(Grant grant) {
        return grant.wanted == 0 ? 1 : (double) grant.surplusOver(0) / grant.wanted;
    }

    /** While there is plenty, nodes have their share, or enough for as long as a fold may need to come back. */
    private void spread() {
        long plenty = free - pool.max / KEPT_PART;
        long share = LimitTerms.shareOf(pool.max, grants.size());
        long lacking = 0;
        for (var grant : grants) lacking += grant.lacksOf(comfortOf(grant, share));
        long given = Math.clamp(plenty, 0, lacking);
        if (lacking == 0) return;
        if (given > 0) for (var grant : grants) give(grant, grant.lacksOf(comfortOf(grant, share)) * given / lacking);
        if (given < lacking) for (var grant : grants) askBackBeyond(comfortOf(grant, share), grant);
    }

    /** It was given that while there were fewer nodes; a little more is not worth the way. */
    private void askBackBeyond(long comfort, Grant grant) {
        if (grant.surplusOver(0) <= comfort + comfort / KEPT_PART) return;
        grant.askBackAllBut(grant.waiting + comfort);
        changed = true;
    }

    private static long comfortOf(Grant grant, long share) {
        return Math.max(share, grant.wanted * COMFORT);
    }

    private void give(Grant grant, long tokens) {
        if (tokens <= 0) return;
        grant.granted += tokens;
        free -= tokens;
        changed = true;
    }

    /** Near the instant when a slot leaves, most of what it sets free is given ahead, so that nobody waits for it. */
    private void promise(long now) {
        var window = pool.id.window();
        long slot = pool.used.firstFrom(window.oldestAt(now));
        if (slot == Long.MAX_VALUE || window.leavesAt(slot) - now > AHEAD) return;
        long hunger = 0;
        long promised = 0;
        for (var grant : grants) {
            hunger += Math.max(0, grant.hunger());
            promised += grant.promised();
        }
        long leaving = pool.used.get(slot);
        long given = Math.min(hunger, Math.min(leaving - leaving / KEPT_PART, free + leaving) - promised);
        if (given <= 0) return;
        long left = given;
        for (var grant : grants) {
            long part = Math.min(left, Math.ceilDiv(Math.max(0, grant.hunger()) * given, hunger));
            if (part <= 0) continue;
            grant.promise(part, slot);
            left -= part;
            changed = true;
        }
    }

    /** What idles elsewhere is asked back: all of it for requests that wait, else what nobody there wants. */
    private void askBack() {
        long needed = 0;
        long wished = 0;
        for (var grant : grants) {
            needed += grant.need();
            wished += grant.wish();
        }
        if (needed > 0) {
            long unfair = askBackUnfair();
            if (unfair < needed) askBack(2 * needed, false);
        } else if (wished > free) {
            // In large pieces, for each takes as long as a small one.
            if (idle(true) > 0) askBack(Math.max(wished - free, idle(true) / 2), true);
            else if (isAnyPoor()) askBackUnfair();
        }
    }

    /** What a node has beyond its part of all that is unspent. */
    private long askBackUnfair() {
        double each = unspentForEachAsked();
        long unfair = 0;
        for (var grant : grants) {
            long fair = Math.max(grant.waiting, (long) Math.ceil(each * asked(grant)));
            if (grant.unspent() <= fair) continue;
            unfair += grant.unspent() - fair;
            grant.askBackAllBut(fair);
            changed = true;
        }
        return unfair;
    }

    /** Soon it will have to wait for what others have at hand. */
    private boolean isAnyPoor() {
        double each = unspentForEachAsked();
        return grants.stream().anyMatch(grant -> grant.unspent() + 0.5 < each * asked(grant) / 2);
    }

    /** Of all that is unspent, what there is for each token that a node waits for or wants. */
    private double unspentForEachAsked() {
        double unspent = Math.max(0, free);
        double asked = 0;
        for (var grant : grants) {
            unspent += grant.unspent();
            asked += asked(grant);
        }
        return asked == 0 ? 0 : unspent / asked;
    }

    private static long asked(Grant grant) {
        return grant.waiting + grant.wanted;
    }

    private void askBack(long tokens, boolean onlyUnwanted) {
        long idle = idle(onlyUnwanted);
        if (idle == 0) return;
        for (var grant : grants) {
            long part = Math.ceilDiv(idleOf(grant, onlyUnwanted) * Math.min(tokens, idle), idle);
            if (part == 0) continue;
            grant.askBackAllBut(grant.unspent() - part);
            changed = true;
        }
    }

    private long idle(boolean onlyUnwanted) {
        long idle = 0;
        for (var grant : grants) idle += idleOf(grant, onlyUnwanted);
        return idle;
    }

    private static long idleOf(Grant grant, boolean onlyUnwanted) {
        return grant.need() > 0 ? 0 : grant.surplusOver(onlyUnwanted ? grant.wanted : 0);
    }
}
