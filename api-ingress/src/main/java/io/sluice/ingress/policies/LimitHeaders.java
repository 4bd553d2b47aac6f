package io.sluice.ingress.policies;

import io.sluice.ingress.limits.Standing;
import jakarta.servlet.http.HttpServletResponse;

/** Tells callers how their limits stand, in the headers that are in use and in those of the IETF. */
final class LimitHeaders {
    /** How a node decides that hears nothing of the others; absent while it does. */
    private static final String FALLBACK = "Sluice-RateLimit-Fallback";

    private static final String SERVER_TIMING = "Server-Timing";

    private LimitHeaders() {}

    /**
     * Of the tightest limit, and which others there are.
     *
     * @param policies the names of all, as {@code RateLimit-Policy} has them
     * @param now in epoch milliseconds
     */
    static void write(String policies, Policy tightest, Standing standing, long now, HttpServletResponse response) {
        long seconds = secondsUntil(standing.resetsAt(), now);
        response.setHeader("X-RateLimit-Limit", Long.toString(tightest.limit().max()));
        response.setHeader("X-RateLimit-Remaining", Long.toString(standing.remaining()));
        response.setHeader("X-RateLimit-Reset", Long.toString(Math.ceilDiv(standing.resetsAt(), 1_000L)));
        response.setHeader("X-RateLimit-Window", Integer.toString(tightest.windowSeconds()));
        response.setHeader("RateLimit-Policy", policies);
        response.setHeader(
                "RateLimit", "\"" + tightest.name() + "\";r=" + standing.remaining() + ";t=" + Math.max(0, seconds));
    }

    /**
     * How long it took until it was known whether the request is within its limits: a caller cannot tell that from a
     * slow answer.
     */
    static void waited(long nanos, HttpServletResponse response) {
        long tenths = nanos / 100_000;
        response.setHeader(SERVER_TIMING, "limits;dur=" + tenths / 10 + '.' + tenths % 10);
    }

    static void fallback(String how, HttpServletResponse response) {
        response.setHeader(FALLBACK, how);
    }

    /** Rounded up. */
    static long secondsUntil(long instant, long now) {
        return Math.ceilDiv(instant - now, 1_000L);
    }
}
