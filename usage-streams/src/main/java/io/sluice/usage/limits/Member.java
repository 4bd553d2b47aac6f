package io.sluice.usage.limits;

import io.sluice.schemas.avro.LimitMember;

/** A node that takes part. */
public final class Member {
    final String node;
    long incarnation;
    long sequence;
    /** Which part it was told to give itself of an idle limit, one in so many; 0 is none. */
    int share;
    /** The largest part that it may still go by, as the least number; 0 is none. */
    int largestShare;

    long synchronised;
    boolean gone;
    /** In append time; 0 when it takes part. */
    long goneAt;
    /** It is telling its last, and is to be given nothing. */
    boolean leaving;

    long lostAt;
    int lostShare;
    /** In the active time of the fold. */
    long seenAt;
    /** When it was last told of itself, in append time. */
    long toldAt;

    Member(String node) {
        this.node = node;
    }

    public String node() {
        return node;
    }

    /** What it had given itself of idle limits may be spent, and nobody will tell. */
    void lose(long now) {
        if (largestShare == 0) return;
        lostAt = now;
        lostShare = largestShare;
    }

    void begin(long anotherIncarnation) {
        incarnation = anotherIncarnation;
        sequence = 0;
        share = 0;
        largestShare = 0;
        synchronised = 0;
        gone = false;
        goneAt = 0;
        leaving = false;
    }

    /** It has told all, and will not admit anything more. */
    void leave(long now) {
        gone = true;
        goneAt = now;
        largestShare = 0;
    }

    /** Nothing that it tells counts any more, until it begins anew. */
    void giveUp(long now) {
        lose(now);
        gone = true;
        goneAt = now;
    }

    public LimitMember toAvro() {
        return new LimitMember(
                node, incarnation, sequence, share, largestShare, synchronised, gone, lostAt, lostShare, goneAt);
    }

    public static Member of(LimitMember avro) {
        var member = new Member(avro.getNode());
        member.incarnation = avro.getIncarnation();
        member.sequence = avro.getSequence();
        member.share = avro.getShare();
        member.largestShare = avro.getLargestShare();
        member.synchronised = avro.getSynchronised();
        member.gone = avro.getGone();
        member.lostAt = avro.getLostAt();
        member.lostShare = avro.getLostShare();
        member.goneAt = avro.getGoneAt();
        return member;
    }
}
