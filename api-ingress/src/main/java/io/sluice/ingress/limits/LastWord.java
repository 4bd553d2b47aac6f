package io.sluice.ingress.limits;

import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SlotCounts;
import io.sluice.schemas.avro.LimitGrant;
import io.sluice.schemas.avro.LimitPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fold said last of one limit: how much of it is used, and what each node may admit. */
final class LastWord {
    private final LimitPartition partition;
    private final LimitWindow window;

    /** By all nodes. */
    final SlotCounts used;

    private long at = Allowance.NEVER;
    private long held;
    private boolean waitedFor;
    private long promised;
    private long promisedSlot;
    private boolean ofFormer;
    private List<Ceiling> ceilings = List.of();

    LastWord(LimitPartition partition, LimitWindow window) {
        this.partition = partition;
        this.window = window;
        this.used = new SlotCounts(window);
    }

    /** Returns what it says of one process of a node. */
    @Nullable
    LimitGrant learn(LimitPool pool, long said, String node, long incarnation) {
        at = said;
        used.clear();
        for (var slot : pool.getUsed()) used.add(slot.getSlot(), slot.getAdmitted());
        held = 0;
        waitedFor = false;
        promised = 0;
        ofFormer = false;
        LimitGrant own = null;
        var told = new ArrayList<Ceiling>(pool.getGrants().size());
        for (var grant : pool.getGrants()) {
            long unspent = Math.max(0, grant.getGranted() - grant.getReturned() - grant.getAdmitted());
            held += unspent;
            told.add(new Ceiling(partition.nameOf(grant.getNode()), unspent, grant.getAdmitted()));
            waitedFor |= grant.getWaiting() > 0;
            boolean ofNode = grant.getNode().equals(node);
            if (ofNode && grant.getIncarnation() == incarnation) own = grant;
            else if (ofNode) ofFormer = true;
            else if (grant.getThenGranted() > 0) {
                promised += grant.getThenGranted() - grant.getGranted();
                promisedSlot = grant.getThenSlot();
            }
        }
        ceilings = told;
        return own;
    }

    /** Whether requests wait for it at any node. */
    boolean isWaitedFor() {
        return waitedFor;
    }

    /** Whether the fold still goes by what an earlier incarnation of this node was given. */
    boolean isOfFormer() {
        return ofFormer;
    }

    /** The first slot that was in the window then. */
    long oldest() {
        return window.oldestAt(at);
    }

    /** What nobody had. */
    long free(long max) {
        return Math.max(0, max - used.sumFrom(oldest()) - held);
    }

    /** How much of what this node counted other nodes are promised, for when it has left the window. */
    long promisedOf(SlotCounts own) {
        return Math.min(promised, own.get(promisedSlot));
    }

    /** Of the nodes that take part now. */
    List<Ceiling> ceilings() {
        return ceilings.stream()
                .filter(ceiling -> partition.isMember(ceiling.node()))
                .toList();
    }
}
