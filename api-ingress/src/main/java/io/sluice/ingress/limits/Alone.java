package io.sluice.ingress.limits;

import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.SlotCounts;

/**
 * What a node may admit while it hears nothing of the others: its part of the limit, and until what was used before has
 * left the window, no more than what it had then and its part of what nobody had.
 *
 * @param share of the limit, so that those of all nodes are one whole
 * @param budget what it held and had used when it was left alone, and its part of what was free
 * @param since when that was, in epoch milliseconds
 * @param until the instant from which nothing of the time before is left in the window of any node
 */
record Alone(LimitWindow window, long share, long budget, long since, long until) {
    /**
     * How much may be admitted now.
     *
     * @param own what this node admitted
     */
    long available(SlotCounts own, Fallback fallback, long now) {
        return switch (fallback) {
            case SHARE -> Math.max(0, available(own, now));
            case OPEN -> Long.MAX_VALUE;
            case CLOSED -> 0;
        };
    }

    private long available(SlotCounts own, long now) {
        long oldest = window.oldestAt(now);
        long used = own.sumFrom(oldest);
        if (now >= until) return share - used;
        long usedSince = own.sumFrom(Math.max(oldest, window.slotAt(since)));
        return Math.min(share - usedSince, budget - used);
    }
}
