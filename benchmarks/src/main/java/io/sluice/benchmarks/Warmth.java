package io.sluice.benchmarks;

import java.time.Duration;

/** Until then a JVM is still compiling: repeats after 9 s were seen to differ by a factor of three. */
final class Warmth {
    static final Duration TIME = Duration.ofSeconds(Integer.getInteger("benchmarks.warm-seconds", 20));

    private Warmth() {}
}
