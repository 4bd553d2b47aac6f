package io.sluice.ingress.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What many keys have alike, once: it takes half of their memory if each has its own.
 *
 * @param <T> as it is read, maybe to be written over
 * @param <V> as it is kept
 */
final class Shared<T, V> {
    private static final int MAX = 10_000;

    private final Map<T, V> known = new ConcurrentHashMap<>();
    private final UnaryOperator<T> copy;
    private final Function<T, V> make;

    Shared(UnaryOperator<T> copy, Function<T, V> make) {
        this.copy = copy;
        this.make = make;
    }

    V of(T read) {
        var shared = known.get(read);
        if (shared != null) return shared;
        var fresh = make.apply(read);
        if (known.size() >= MAX) return fresh;
        var sooner = known.putIfAbsent(copy.apply(read), fresh);
        return sooner == null ? fresh : sooner;
    }
}
