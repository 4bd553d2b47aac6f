package io.sluice.ingress.limits;

import io.sluice.schemas.LimitWindow;

/** How many tokens of a limit this node would like to have at hand. */
final class Demand {
    /** Tokens for so many milliseconds of what is asked. */
    private static final long AHEAD = 250;

    private static final long WANTED_FOR = 60_000;

    /** Where a limit has few tokens, none of them is to lie where hardly anybody asks. */
    private static final double NEXT_TO_NOTHING = 0.1;

    private final LimitWindow window;
    private long asked;
    private long told;
    private double ofLate;
    private long askedAt = Allowance.NEVER;

    Demand(LimitWindow window) {
        this.window = window;
    }

    void ask(long cost, long now) {
        asked += cost;
        askedAt = now;
    }

    boolean isTold() {
        return asked == told;
    }

    long untold() {
        return asked - told;
    }

    /** The sum of what was asked for, each weighing less the longer ago it was. */
    void tell(long now, long toldBefore) {
        double spans = Math.max(0.001, (double) (now - toldBefore) / AHEAD);
        double kept = Math.exp(-spans);
        ofLate = ofLate * kept + untold() * (1 - kept) / spans;
        told = asked;
    }

    /** Whether the last that was asked is so long ago that nothing is wanted. */
    boolean isOver(long now) {
        return now - askedAt > Math.min(window.millis(), WANTED_FOR);
    }

    /**
     * As many as were asked for of late, and some for what comes by chance; to be asked while it is not over.
     *
     * @param part how much of the limit is used by this node, times the number of nodes, and 1 at the most
     */
    long wanted(long max, double part) {
        double byChance = part * Math.clamp(max / 30, 1, 3);
        return Math.min(max, (long) Math.ceil(ofLate + byChance - NEXT_TO_NOTHING));
    }
}
