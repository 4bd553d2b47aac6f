package io.sluice.usage.limits;

import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitGrant;

/** The tokens of one pool that one node was given. */
final class Grant {
    private static final long NOT_ASKED_BACK = -1;

    final String node;
    final long incarnation;
    long granted;
    long returned;
    long admitted;
    long waiting;
    long wanted;
    private long keep = NOT_ASKED_BACK;
    private long more;
    private long moreSlot;
    private long charged;
    private long chargedSlot;
    private long unconfirmedMax;
    /** Whether its node has told of it while it left, and so for the last time; a successor of the fold cannot know. */
    boolean toldLast;

    Grant(String node, long incarnation, long granted) {
        this.node = node;
        this.incarnation = incarnation;
        this.granted = granted;
    }

    /** What the node may still admit with; it may have done so already. */
    long unspent() {
        return Math.max(0, granted - returned - admitted);
    }

    boolean asksForNothing() {
        return waiting == 0 && wanted == 0;
    }

    boolean holdsNothing() {
        return unspent() == 0 && more == 0;
    }

    /** What requests at the node wait for, beyond what it has. */
    long need() {
        return Math.max(0, waiting - unspent());
    }

    /** What it would like beyond what it has and its requests wait for. */
    long wish() {
        return Math.max(0, wanted - surplusOver(0));
    }

    /** What it has less than so much. */
    long lacksOf(long aim) {
        return Math.max(0, aim - surplusOver(0));
    }

    /** What it has and neither waits for nor wants. */
    long surplusOver(long kept) {
        return Math.max(0, unspent() - waiting - kept);
    }

    /** What it would like when the next slot leaves, beyond what it is promised. */
    long hunger() {
        return need() + wish() - more;
    }

    long promised() {
        return more;
    }

    /** Gives tokens ahead, which are those that a slot sets free when it leaves. */
    void promise(long tokens, long slot) {
        more += tokens;
        moreSlot = slot;
    }

    /** What was promised is granted once its slot has left. */
    void keepPromise(LimitWindow window, long now) {
        if (more == 0 || now < window.leavesAt(moreSlot)) return;
        granted += more;
        more = 0;
    }

    void askBackAllBut(long kept) {
        keep = kept;
    }

    void askNothingBack() {
        keep = NOT_ASKED_BACK;
    }

    boolean isAskedBack() {
        return keep != NOT_ASKED_BACK;
    }

    /** How many the node admits at most before a report of it is in Kafka, and so comes before the news of its end. */
    void confirmWithin(long unconfirmed) {
        unconfirmedMax = unconfirmed;
    }

    /**
     * Nobody can know whether the node had spent more than it told, so it counts as if it had: as much as it may have
     * spent without telling. The rest is free again. Returns how much.
     */
    long charge(Pool pool, long slot) {
        long out = unspent() + more;
        if (out == 0) return 0;
        long lost = unconfirmedMax == 0 ? out : Math.min(out, unconfirmedMax);
        pool.used.add(slot, lost);
        granted += more;
        more = 0;
        returned += out;
        charged = lost;
        chargedSlot = slot;
        return lost;
    }

    /** Its node has left and told all that it had admitted, so whatever was on the way to it is free. */
    void takeBack() {
        more = 0;
        returned = granted - admitted;
    }

    void askForNothing() {
        waiting = 0;
        wanted = 0;
    }

    /** The node came back and told what it had admitted by the end of that incarnation. */
    void settle(Pool pool, long admittedInAll, long slot) {
        if (charged > 0) pool.used.add(chargedSlot, -Math.min(charged, pool.used.get(chargedSlot)));
        charged = 0;
        pool.used.add(slot, Math.max(0, admittedInAll - admitted));
        admitted = Math.max(admitted, admittedInAll);
        granted += more;
        more = 0;
        returned = granted;
    }

    LimitGrant toAvro() {
        return new LimitGrant(
                node,
                incarnation,
                granted,
                returned,
                admitted,
                waiting,
                wanted,
                isAskedBack() ? keep : null,
                more == 0 ? 0 : granted + more,
                moreSlot,
                charged,
                chargedSlot,
                unconfirmedMax);
    }

    static Grant of(LimitGrant avro) {
        // A hundred thousand pools name the same few nodes.
        var grant = new Grant(avro.getNode().intern(), avro.getIncarnation(), avro.getGranted());
        grant.returned = avro.getReturned();
        grant.admitted = avro.getAdmitted();
        grant.waiting = avro.getWaiting();
        grant.wanted = avro.getWanted();
        grant.keep = avro.getKeep() == null ? NOT_ASKED_BACK : avro.getKeep();
        grant.more = Math.max(0, avro.getThenGranted() - avro.getGranted());
        grant.moreSlot = avro.getThenSlot();
        grant.charged = avro.getCharged();
        grant.chargedSlot = avro.getChargedSlot();
        grant.unconfirmedMax = avro.getUnconfirmedMax();
        return grant;
    }
}
