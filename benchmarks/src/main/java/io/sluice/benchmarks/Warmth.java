package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Load;
import io.sluice.benchmarks.load.Request;
import java.time.Duration;

/**
 * Load until a server is as fast as it becomes. Its compiler competes with the load for the same cores, so that takes
 * as long as there is code to compile: repeats after 20 s were seen to differ by a factor of four.
 */
final class Warmth {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS_MIN = 4;
    private static final int ROUNDS_MAX = 36;

    /** A round that is faster by less than this has gained nothing. */
    private static final double GAIN = 1.03;

    /** After so many rounds in a row that gained nothing it is warm. */
    private static final int SETTLED = 3;

    private Warmth() {}

    static void of(String server, Load load, Request request, Progress progress) {
        double best = 0;
        int settled = 0;
        for (int round = 1; round <= ROUNDS_MAX && (round <= ROUNDS_MIN || settled < SETTLED); round++) {
            double rate = load.saturate(request, ROUND).perSecond();
            settled = rate < best * GAIN ? settled + 1 : 0;
            best = Math.max(best, rate);
            progress.say("warming %s: %.0f/s", server, rate);
        }
    }
}
