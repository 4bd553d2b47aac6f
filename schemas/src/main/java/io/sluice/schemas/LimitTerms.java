package io.sluice.schemas;

import java.time.Duration;

/** What those who admit requests and those who hand out the tokens for them must agree on. */
public final class LimitTerms {
    /** A node may spend what it holds for so long after it sent the last report that was counted. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    /** Begins the keys of records that tell of a node and not of a limit. */
    public static final String NODE = "node ";

    /** In milliseconds: longer than Kafka takes to confirm what it was told. Of a short window it is a larger part. */
    private static final long CONFIRMED_WITHIN = 100;

    /** One part in so many of a limit may be lost with all nodes, so that hardly anybody notices. */
    private static final long LOST_PART = 200;

    private LimitTerms() {}

    /**
     * How many requests each of so many nodes may have answered that Kafka does not know of. If the node is killed, so
     * many may have been and nobody can tell, so they count as admitted: few enough not to matter, and enough that
     * requests at an even pace do not wait for Kafka.
     */
    public static long unconfirmedMax(long max, LimitWindow window, int among) {
        long part = max / LOST_PART / Math.max(1, among);
        // More than that part of windows below 20 s, which have mostly passed when a killed node is back. Rounded
        // up, or one request in thirty would wait for Kafka under 1,000 a minute and three nodes; together they may
        // lose 6 of these.
        return Math.max(1, Math.max(part, Math.ceilDiv(max * CONFIRMED_WITHIN, window.millis())));
    }

    /** What each of so many nodes may give itself of a limit that nobody uses; a quarter stays free. */
    public static long shareOf(long max, int among) {
        return among == 0 ? 0 : max * 3 / 4 / among;
    }
}
