package io.sluice.ingress.admission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Those who have just changed something, and wait until this node goes by it. */
public final class Arrivals<K> {
    /** The version of what is not known. */
    static final long NONE = 0;

    private record Arrival(long version, CompletableFuture<Boolean> reached) {}

    private final Map<K, List<Arrival>> arrivals = new ConcurrentHashMap<>();

    /**
     * Completes with whether this version or a later one has come, at the latest after the time given.
     *
     * @param known the version that is known here
     */
    public CompletableFuture<Boolean> reaches(K key, long version, Duration atMost, LongSupplier known) {
        // Registered before the look, so that a version that arrives in between is not missed.
        var arrival = new Arrival(version, new CompletableFuture<>());
        arrivals.merge(key, List.of(arrival), Arrivals::plus);
        if (known.getAsLong() >= version) arrival.reached().complete(true);
        return arrival.reached()
                .completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete(
                        (reached, failure) -> arrivals.computeIfPresent(key, (same, those) -> minus(those, arrival)));
    }

    /** A version has come, and is known here. */
    public void tell(K key, long version) {
        for (var arrival : arrivals.getOrDefault(key, List.of())) {
            if (version >= arrival.version()) arrival.reached().complete(true);
        }
    }

    private static <T> List<T> plus(List<T> those, List<T> more) {
        return Stream.concat(those.stream(), more.stream()).toList();
    }

    private static <T> @Nullable List<T> minus(List<T> those, T one) {
        var rest = those.stream().filter(other -> !other.equals(one)).toList();
        return rest.isEmpty() ? null : rest;
    }
}
