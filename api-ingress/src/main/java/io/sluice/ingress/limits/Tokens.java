package io.sluice.ingress.limits;

import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SlotCounts;
import io.sluice.schemas.avro.LimitGrant;
import io.sluice.schemas.avro.LimitSlot;
import java.util.List;

/**
 * The tokens of one limit that this node was given, and what became of them. All is counted from the begin of the pool
 * or of the incarnation that it belongs to, so that nothing is counted twice or lost with a report.
 */
final class Tokens {
    private final LimitWindow window;
    private long granted;
    private long returned;
    private long admitted;

    /** What of these the fold has heard of. */
    private long admittedKnown;

    private long returnedKnown;

    /** As soon as a slot has left the window it has been granted so many in all. */
    private long thenGranted;

    private long thenAt;
    private long formerAdmitted;

    /** Whether the fold may know of something that the incarnation before held. */
    private boolean tookPart;

    Tokens(LimitWindow window) {
        this.window = window;
    }

    /** It may have so many in all, of which nobody has to be asked. */
    void grant(long all) {
        granted = Math.max(granted, all);
    }

    /** Of a limit that needs none, so that nothing is missing should it begin to refuse. */
    void cover(long cost) {
        grant(returned + admitted + cost);
    }

    void admit(long cost) {
        admitted += cost;
    }

    long unspent() {
        return granted - returned - admitted;
    }

    long granted() {
        return granted;
    }

    long returned() {
        return returned;
    }

    /** How much was admitted that the fold has not heard of. */
    long untold() {
        return admitted - admittedKnown;
    }

    /** Whether the fold has not heard yet of some that went back. */
    boolean areReturning() {
        return returnedKnown < returned;
    }

    /** Whether the fold has heard of all that it was told. */
    boolean areKnown() {
        return admittedKnown == admitted && returnedKnown == returned;
    }

    /** Whether it has none, was promised none, and nobody counts any as its own. */
    boolean areNone() {
        return granted == 0 && thenGranted == 0 && admitted == 0 && !tookPart;
    }

    /** Whether there are more to be had once a slot has left the window. */
    boolean arePromised() {
        return thenGranted > granted;
    }

    /** When that slot leaves it, by the clock of the broker. */
    long promisedFor() {
        return thenAt;
    }

    void takePromised() {
        granted = thenGranted;
    }

    void forgetPromise() {
        thenGranted = 0;
    }

    /** What the fold says of this incarnation. */
    void learn(LimitGrant grant) {
        grant(grant.getGranted());
        thenGranted = grant.getThenGranted();
        thenAt = window.leavesAt(grant.getThenSlot());
        admittedKnown = Math.max(admittedKnown, grant.getAdmitted());
        returnedKnown = grant.getReturned();
    }

    /** The fold still goes by what an earlier incarnation was given. Returns whether that is news. */
    boolean learnOfFormer() {
        boolean news = !tookPart;
        tookPart = true;
        return news;
    }

    void giveBack(long count) {
        returned += count;
    }

    /** Another pool: only what the one before did not hear of counts in it. */
    void begin() {
        admitted -= admittedKnown;
        holdNothing();
    }

    /** Another incarnation: nothing that the one before held may be spent any more. */
    void lapse() {
        tookPart = tookPart || granted > 0 || admitted > 0;
        formerAdmitted = admitted;
        admitted = 0;
        holdNothing();
    }

    private void holdNothing() {
        admittedKnown = 0;
        granted = 0;
        thenGranted = 0;
        returned = 0;
        returnedKnown = 0;
    }

    long formerAdmitted() {
        return formerAdmitted;
    }

    /**
     * When it was admitted what the fold does not know yet.
     *
     * @param own what this node admitted in each slot
     * @param whole whether it may know nothing of it
     */
    List<LimitSlot> untoldSlots(SlotCounts own, long now, boolean whole) {
        return Untold.slots(own, window.oldestAt(now) - 1, admitted, whole ? Long.MIN_VALUE : admittedKnown);
    }
}
