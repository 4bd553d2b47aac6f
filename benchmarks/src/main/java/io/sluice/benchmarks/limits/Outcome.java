package io.sluice.benchmarks.limits;

/**
 * What came of a case.
 *
 * @param fullest the most that any sliding window held, as a part of the limit
 * @param falselyRefused refused as used up while one node that knew everything would have admitted them
 * @param crowded refused because too many waited
 * @param waitedInVain refused after the longest wait
 * @param alone refused by a node that heard nothing of the fold, because its part was used up
 * @param beyondBoundsThoughFree of those three, how many one node that knew everything would have admitted
 * @param lost tokens that count as used, because nobody could tell what a node that was gone had done with them
 * @param used of what the slots allow, by the tightest limit
 * @param waitingPart of all requests
 * @param unavoidablePart of all requests, that would have waited wherever the free tokens lay
 * @param waitMedian in milliseconds, of those who waited, as are the other two
 */
public record Outcome(
        Scenario scenario,
        long requests,
        long admitted,
        double fullest,
        long falselyRefused,
        long crowded,
        long waitedInVain,
        long alone,
        long beyondBoundsThoughFree,
        long lost,
        double used,
        double waitingPart,
        double unavoidablePart,
        double waitMedian,
        double waitP99,
        double waitMax) {
    private static final String COLUMNS = "%-38s %9s %9s %7s %6s %6s %8s %8s %8s %8s %6s %7s %8s %5s %5s %5s";

    public static String header() {
        return COLUMNS.formatted(
                "",
                "requests",
                "admitted",
                "fullest",
                "false",
                "lost",
                "crowded",
                "in vain",
                "alone",
                "though free",
                "used",
                "waited",
                "at least",
                "p50",
                "p99",
                "max");
    }

    /** Refused though nobody knew that the limit was used up. */
    public long beyondBounds() {
        return crowded + waitedInVain + alone;
    }

    public String line() {
        return COLUMNS.formatted(
                scenario.name(),
                requests,
                admitted,
                "%.4f".formatted(fullest),
                falselyRefused,
                lost,
                crowded,
                waitedInVain,
                alone,
                beyondBoundsThoughFree,
                "%.3f".formatted(used),
                "%.2f%%".formatted(waitingPart * 100),
                "%.2f%%".formatted(unavoidablePart * 100),
                "%.0f".formatted(waitMedian),
                "%.0f".formatted(waitP99),
                "%.0f".formatted(waitMax));
    }
}
