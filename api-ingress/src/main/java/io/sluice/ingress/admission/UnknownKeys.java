package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many keys that nobody has each network may try: some at once, and then one for each that its time brings back.
 *
 * <p>Memory is fixed, and nothing is ever forgotten for want of room. Each network has a cell in each of four rows, at
 * places that only this process knows, and shares them with others; what counts is the lowest of its four. Whoever
 * comes from many networks can therefore fill cells, which makes others wait who try unknown keys too, but never empty
 * one. A map of so many entries would drop the oldest, and with it the attacker's own count.
 */
final class UnknownKeys {
    /** Two million bytes in all. With 100,000 networks at once hardly any shares all of its four cells. */
    private static final int CELLS = 1 << 16;

    private static final int ROWS = 4;

    private final int limit;
    private final long betweenMicros;

    /** For each cell when all that was tried is paid back, in epoch microseconds. */
    private final AtomicLongArray paidBackAt = new AtomicLongArray(ROWS * CELLS);

    private final long[] seeds = ThreadLocalRandom.current().longs(2L * ROWS).toArray();
    private final LongAdder refused = new LongAdder();

    UnknownKeys(UnknownKeySettings settings) {
        this.limit = settings.limit();
        this.betweenMicros = settings.window().dividedBy(settings.limit()).toNanos() / 1_000;
    }

    /** Counts one more; when there are too many, how long to wait instead. A refused one costs nothing. */
    Optional<Duration> count(Address address, Instant instant) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        var network = address.network();
        long paidBack = Long.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) paidBack = Math.min(paidBack, paidBackAt.get(cell(row, network)));
        long after = Math.max(paidBack, now) + betweenMicros;
        long wait = after - now - betweenMicros * limit;
        if (wait > 0) {
            refused.increment();
            return Optional.of(Duration.of(wait, ChronoUnit.MICROS));
        }
        for (int row = 0; row < ROWS; row++) {
            paidBackAt.accumulateAndGet(cell(row, network), after, Math::max);
        }
        return Optional.empty();
    }

    /** How many were refused since the start. */
    long refused() {
        return refused.sum();
    }

    private int cell(int row, Address network) {
        long mixed = mix(mix(network.high() ^ seeds[2 * row]) + (network.low() ^ seeds[2 * row + 1]));
        return row * CELLS + (int) (mixed >>> (Long.SIZE - Integer.numberOfTrailingZeros(CELLS)));
    }

    /** The finalizer of SplitMix64: each bit of the outcome depends on each bit of the number. */
    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
