package io.sluice.schemas;

import java.time.Duration;

/** What those who admit requests and those who hand out the tokens for them must agree on. */
public final class LimitTerms {
    /** A node may spend what it holds for so long after it sent the last report that was counted. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    /** Begins the keys of records that tell of a node and not of a limit. */
    public static final String NODE = "node ";

    private LimitTerms() {}

    /** What each of so many nodes may give itself of a limit that nobody uses; a quarter stays free. */
    public static long shareOf(long max, int among) {
        return among == 0 ? 0 : max * 3 / 4 / among;
    }
}
