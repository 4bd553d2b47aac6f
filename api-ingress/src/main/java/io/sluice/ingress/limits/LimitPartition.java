package io.sluice.ingress.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitTerms;
import io.sluice.schemas.avro.LimitMember;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How this node stands to one fold: which of its records count, and how long it may go by them. */
final class LimitPartition {
    /** Reports whose answers may still come. */
    private static final int SENT_MAX = 4_096;

    private static final long NOT_AWAITED = Long.MIN_VALUE;

    private static final long LEASE_NANOS = LimitTerms.LEASE.toNanos();

    final int number;

    /** The limits in use with which this fold deals. */
    final Map<LimitId, Allowance> allowances = new ConcurrentHashMap<>();

    /** Told by requests, looked at by the sender. */
    final Queue<Allowance> flagged = new ConcurrentLinkedQueue<>();

    /** All nodes that take part, this one among them. */
    private final Set<String> members = new TreeSet<>();

    private final Map<String, String> names = new HashMap<>();
    private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
    /** In nanoseconds: longer than any turn is late in a process that runs. */
    private static final long STOOD_STILL = 1_000_000_000;

    /** An answer to all that was told is expected within this. */
    private static final long SYNCHRONISED_AGAIN_AFTER = 200_000_000;

    /** In nanoseconds: nothing was heard of what was sent for so long, so Kafka stands still. */
    private static final long STALLED_AFTER = 100_000_000;

    private final String node;
    private final BrokerClock clock;

    /** At first, how long it waits for a lease before it goes without. */
    private volatile long leasedUntil;

    private volatile boolean leased;
    private volatile boolean alone;
    private volatile int share;
    private volatile long epoch;
    private volatile boolean toSynchronise;
    private long turnAt;
    private long synchronisedAt = Long.MIN_VALUE / 2;
    private long incarnation;
    private long formerIncarnation;
    private long sequence;
    private long confirmedSequence;
    /** Since when something was sent and nothing heard. */
    private volatile long awaitedSince = NOT_AWAITED;

    long reportedAt = Long.MIN_VALUE / 2;

    LimitPartition(int number, String node, long incarnation, BrokerClock clock, long now) {
        this.number = number;
        this.clock = clock;
        this.node = node;
        this.incarnation = incarnation;
        this.turnAt = now;
        this.leasedUntil = now + LEASE_NANOS;
    }

    /** Whether what it holds may be spent. */
    boolean isLeased(long nanos) {
        return leased && nanos - leasedUntil < 0;
    }

    /** Whether it goes by its own part of every limit. */
    boolean isAlone() {
        return alone;
    }

    /** True once, when the lease has run out: then it begins anew, and all that it held is void. */
    synchronized boolean lapsesAt(long nanos) {
        boolean stoodStill = nanos - turnAt > STOOD_STILL;
        turnAt = nanos;
        if (alone || nanos - leasedUntil < 0) return false;
        // Who stood still himself has lost nobody; he has to hear first what happened.
        alone = !(leased && stoodStill);
        leasedUntil = nanos + LEASE_NANOS;
        leased = false;
        share = 0;
        formerIncarnation = incarnation;
        incarnation++;
        sequence = 0;
        confirmedSequence = 0;
        sentAt.clear();
        toSynchronise = false;
        return true;
    }

    /** Returns false when a record is of a fold that was replaced. */
    synchronized boolean follows(long recordEpoch) {
        if (recordEpoch < epoch) return false;
        if (recordEpoch > epoch) {
            epoch = recordEpoch;
            // What this node does alone is told when the fold asks for it.
            toSynchronise = leased;
        }
        return true;
    }

    /** What the fold says of a node. Returns whether this one is not alone any more. */
    synchronized boolean learn(LimitMember member, long nanos) {
        if (member.getGone()) {
            members.remove(member.getNode());
            names.remove(member.getNode());
        } else members.add(member.getNode());
        if (!member.getNode().equals(node) || member.getIncarnation() != incarnation) return false;
        if (member.getGone()) {
            // Nothing that it tells counts any more, until it begins anew.
            alone = false;
            leasedUntil = nanos;
            return false;
        }
        var sent = sentAt.remove(member.getSequence());
        sentAt.keySet().removeIf(older -> older < member.getSequence());
        if (member.getSynchronised() != epoch) return isAskedFor(nanos, sent != null && nanos - sent < LEASE_NANOS);
        if (sent == null) return false;
        share = member.getShare();
        leasedUntil = sent + LEASE_NANOS;
        leased = true;
        return false;
    }

    /**
     * The fold is there and asks for all that this node holds. From now on, nothing is spent that it does not know,
     * unless it still works off what it was told long ago: then it would be long before it gives anything.
     */
    private boolean isAskedFor(long nanos, boolean upToDate) {
        // What it tells while it is alone would be too little by the time that others go by it.
        if (alone && !upToDate) return false;
        if (alone || nanos - synchronisedAt > SYNCHRONISED_AGAIN_AFTER) toSynchronise = true;
        if (!alone) return false;
        alone = false;
        leasedUntil = nanos + LEASE_NANOS;
        return true;
    }

    /** Of so many equal parts of a number, the one of this node; all of them are one whole. */
    synchronized long partOf(long whole) {
        int among = Math.max(1, members.size());
        int rank = 0;
        for (var other : members) {
            if (other.compareTo(node) < 0) rank++;
        }
        return whole / among + (rank < whole % among ? 1 : 0);
    }

    synchronized boolean isMember(String other) {
        return members.contains(other);
    }

    /** One object for each name: every limit in use keeps those of its nodes. */
    synchronized String nameOf(String member) {
        return members.contains(member) ? names.computeIfAbsent(member, same -> same) : member;
    }

    long earliest(long nanos) {
        return clock.earliest(nanos);
    }

    long uncertainty() {
        return clock.uncertainty();
    }

    /** The next number of a report that is sent now. */
    synchronized long nextSequence(long nanos) {
        sequence++;
        if (awaitedSince == NOT_AWAITED) awaitedSince = nanos;
        if (sentAt.size() < SENT_MAX) sentAt.put(sequence, nanos);
        return sequence;
    }

    /**
     * Kafka has a report. Returns whether its fold will count it, which it does not when a later one came before it.
     *
     * @param ofIncarnation that sent it
     */
    synchronized boolean confirms(long ofIncarnation, long confirmed, long nanos) {
        awaitedSince = confirmed == sequence ? NOT_AWAITED : nanos;
        if (ofIncarnation != incarnation || confirmed <= confirmedSequence) return false;
        confirmedSequence = confirmed;
        return true;
    }

    /**
     * Whether Kafka answers nothing just now. Then requests do not wait for it, at the price that a limit may be
     * exceeded by what a node is killed with in the meantime.
     */
    boolean isStalled(long nanos) {
        long since = awaitedSince;
        return since != NOT_AWAITED && nanos - since > STALLED_AFTER;
    }

    synchronized boolean takeToSynchronise(long nanos) {
        if (toSynchronise) synchronisedAt = nanos;
        boolean was = toSynchronise;
        toSynchronise = false;
        return was;
    }

    boolean isToSynchronise() {
        return toSynchronise;
    }

    int share() {
        return share;
    }

    long epoch() {
        return epoch;
    }

    synchronized long incarnation() {
        return incarnation;
    }

    synchronized long formerIncarnation() {
        return formerIncarnation;
    }
}
