package io.sluice.usage.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SlotCounts;
import io.sluice.schemas.avro.LimitGrant;
import io.sluice.schemas.avro.LimitPool;
import io.sluice.schemas.avro.LimitSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens of one limit. Each is free, or held by a node, or used in a slot; it is free again when that slot has left
 * the window. There are as many as the limit allows, so no window holds more.
 */
public final class Pool {
    final LimitId id;
    final long opened;
    final SlotCounts used;
    final Map<String, Grant> grants = LinkedHashMap.newLinkedHashMap(2);
    long max;
    long version;
    /** When its state was last told, in the time of the fold. */
    long toldAt;

    Pool(LimitId id, long max, long version, long opened) {
        this.id = id;
        this.max = max;
        this.version = version;
        this.opened = opened;
        this.used = new SlotCounts(id.window());
    }

    public LimitId id() {
        return id;
    }

    /** Before anything is asked of it at an instant. */
    void passTo(long now) {
        for (var grant : grants.values()) grant.keepPromise(id.window(), now);
    }

    /** When nothing that was admitted by so long ago lies in the window any more. */
    boolean hasPassed(long instant, long now) {
        return now - instant > id.window().millis() + id.window().slotMillis();
    }

    long usedAt(long now) {
        return used.sumFrom(id.window().oldestAt(now));
    }

    long held() {
        long held = 0;
        for (var grant : grants.values()) held += grant.unspent();
        return held;
    }

    /** Tokens that may be given; below zero after the limit was lowered. */
    long freeAt(long now) {
        return max - usedAt(now) - held();
    }

    boolean isWaitedFor() {
        for (var grant : grants.values()) {
            if (grant.waiting > 0) return true;
        }
        return false;
    }

    /** Nothing of it was used within the window, and nobody asks for any of it. */
    boolean isUnusedAt(long now) {
        return usedAt(now) == 0 && grants.values().stream().allMatch(Grant::asksForNothing);
    }

    /** Nothing of it is left to tell. */
    boolean isIdleAt(long now) {
        return usedAt(now) == 0 && !isWaitedFor() && grants.values().stream().allMatch(Grant::holdsNothing);
    }

    public LimitPool toAvro(long now) {
        var slots = new ArrayList<LimitSlot>();
        var window = id.window();
        for (long slot = used.firstFrom(window.oldestAt(now)); slot <= used.newest(); slot++) {
            if (used.get(slot) != 0) slots.add(new LimitSlot(slot, used.get(slot)));
        }
        var told = new ArrayList<LimitGrant>();
        for (var grant : grants.values()) told.add(grant.toAvro());
        return new LimitPool(id.subject(), window.millis(), max, version, opened, slots, told);
    }

    public static Pool of(LimitPool avro) {
        var id = new LimitId(avro.getSubject(), LimitWindow.ofMillis(avro.getWindowMs()));
        var pool = new Pool(id, avro.getMax(), avro.getVersion(), avro.getOpened());
        for (var slot : avro.getUsed()) pool.used.add(slot.getSlot(), slot.getAdmitted());
        for (var each : avro.getGrants()) {
            var grant = Grant.of(each);
            pool.grants.put(grant.node, grant);
        }
        return pool;
    }
}
