package io.sluice.system.scale;

import io.sluice.system.stack.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How long each of many requests took, as their caller saw it. */
final class Durations {
    private final List<Long> nanos = new ArrayList<>();

    /** Sends one and remembers how long it took. */
    Answer measure(Supplier<Answer> request) {
        long start = System.nanoTime();
        var answer = request.get();
        add(System.nanoTime() - start);
        return answer;
    }

    private synchronized void add(long taken) {
        nanos.add(taken);
    }

    /** The time that this share of them did not exceed. */
    synchronized Duration quantile(double share) {
        var sorted = nanos.stream().sorted().toList();
        return Duration.ofNanos(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
    }

    @Override
    public synchronized String toString() {
        return "p50 %6.1f ms   p99 %6.1f ms   of %d".formatted(millis(0.5), millis(0.99), nanos.size());
    }

    private double millis(double share) {
        return quantile(share).toNanos() / 1e6;
    }
}
