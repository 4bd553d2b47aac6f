package io.sluice.benchmarks.limits;

import java.util.random.RandomGenerator;

/** How long records travel: 2 to 15 ms, and one in two hundred up to 60. */
record Lag(RandomGenerator random) {
    long next() {
        if (random.nextInt(200) == 0) return random.nextLong(15 * Time.MILLI, 60 * Time.MILLI);
        return random.nextLong(2 * Time.MILLI, 15 * Time.MILLI);
    }
}
