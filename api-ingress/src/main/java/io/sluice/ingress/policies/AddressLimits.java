package io.sluice.ingress.policies;

import io.sluice.ingress.addresses.Address;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SlotCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How many requests come from each address, or from each /64 of IPv6, at this node alone: any window of the length
 * holds at most the limit.
 *
 * <p>So many addresses are counted one by one. Those that come when there is no more room share counts with others that
 * do, so that whoever comes from many addresses makes newcomers wait, and never gets more himself.
 */
final class AddressLimits {
    static final int ADDRESSES_MAX = 1 << 16;
    private static final int SHARED = 1 << 10;

    /** The golden ratio: what differs in any bit comes to differ in the first ones. */
    private static final int SPREAD = 0x9e3779b9;

    private final int seed = ThreadLocalRandom.current().nextInt();

    private final long max;
    private final LimitWindow window;
    private final Map<Address, Count> counts = new ConcurrentHashMap<>();
    private final Count[] shared = new Count[SHARED];
    private long cleanedAt = Long.MIN_VALUE;

    AddressLimits(long max, LimitWindow window) {
        this.max = max;
        this.window = window;
        for (int each = 0; each < SHARED; each++) shared[each] = new Count(window);
    }

    /** A count that a request has been taken into, so that it can be given back. */
    final class Count {
        private final SlotCounts slots;
        private long newest;

        private Count(LimitWindow length) {
            this.slots = new SlotCounts(length);
        }

        /** Returns false when there is nothing left; then it costs nothing. */
        synchronized boolean take(long cost, long now) {
            if (slots.sumFrom(window.oldestAt(now)) + cost > max) return false;
            newest = Math.max(newest, window.slotAt(now));
            slots.add(newest, cost);
            return true;
        }

        /** Takes back what was taken at this instant. */
        synchronized void giveBack(long cost, long then) {
            slots.add(window.slotAt(then), -cost);
        }

        synchronized long used(long now) {
            return slots.sumFrom(window.oldestAt(now));
        }

        /** When the oldest use leaves the window, in epoch milliseconds. */
        synchronized long freeAgainAt(long now) {
            long oldest = slots.firstFrom(window.oldestAt(now));
            return oldest == Long.MAX_VALUE ? now : window.leavesAt(oldest);
        }

        private synchronized boolean isPastAt(long now) {
            return newest < window.oldestAt(now);
        }
    }

    /** @param now in epoch milliseconds */
    Count of(Address address, long now) {
        var network = address.network();
        var known = counts.get(network);
        if (known != null) return known;
        if (counts.size() >= ADDRESSES_MAX) clean(now);
        if (counts.size() >= ADDRESSES_MAX) return shared[placeOf(network)];
        return counts.computeIfAbsent(network, _ -> new Count(window));
    }

    /** Neighbours lie far apart, and nobody outside knows who shares with whom. */
    private int placeOf(Address network) {
        return ((network.hashCode() ^ seed) * SPREAD) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SHARED));
    }

    /** Not more often than anything can have changed. */
    private synchronized void clean(long now) {
        if (window.slotAt(now) == cleanedAt) return;
        cleanedAt = window.slotAt(now);
        counts.values().removeIf(count -> count.isPastAt(now));
    }

    long max() {
        return max;
    }

    int windowSeconds() {
        return (int) (window.millis() / 1_000);
    }
}
