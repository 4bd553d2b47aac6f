package io.sluice.system.secrets;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many requests, some at a time. */
final class Parallel {
    private static final int AT_A_TIME = 16;

    private Parallel() {}

    /** In the order of what was given. */
    static <T, R> List<R> map(List<T> those, Function<T, R> function) {
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            var futures = those.stream()
                    .map(one -> threads.submit(() -> function.apply(one)))
                    .toList();
            return futures.stream().map(Parallel::get).toList();
        }
    }

    private static <R> R get(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
