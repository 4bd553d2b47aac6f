package io.sluice.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of this process, and the order in which they start and stop. */
final class Machine {
    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

    // What a part may take beyond its patience: the last resort after it.
    private static final Duration STOP_MARGIN = Duration.ofMillis(400);

    private final List<Part> broker = new ArrayList<>();
    private final List<Part> databaseThenRegistry = new ArrayList<>();
    private final List<Part> services = new ArrayList<>();
    private volatile boolean stopping;

    Machine(Settings settings, Secrets secrets, DataFolder folder, List<? extends Part> contexts) {
        if (settings.starts(Part.BROKER)) broker.add(new Broker(settings, folder.broker()));
        if (settings.starts(Part.POSTGRES)) databaseThenRegistry.add(new Postgres(settings, secrets, folder));
        if (settings.starts(Part.REGISTRY)) databaseThenRegistry.add(new Registry(settings, secrets, folder));
        services.addAll(contexts);
    }

    /** The broker needs none of the others; the registry keeps its schemas in the database. */
    void start() throws Exception {
        inParallel(List.of(() -> inOrder(broker), () -> inOrder(databaseThenRegistry)));
        inParallel(services.stream()
                .map(service -> (Callable<Void>) () -> inOrder(List.of(service)))
                .toList());
    }

    /** Services first, because they still write; then what they stand on. In all less than ten seconds. */
    void stop() throws InterruptedException {
        stopping = true;
        stopAll(services, Duration.ofMillis(3500));
        stopAll(only(Registry.class), Duration.ofMillis(1200));
        stopAll(broker, Duration.ofSeconds(2));
        stopAll(only(Postgres.class), Duration.ofMillis(1300));
        // What was still starting when the stop came, initdb for instance, would go on without us.
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }

    private List<Part> only(Class<? extends Part> type) {
        return databaseThenRegistry.stream().filter(type::isInstance).toList();
    }

    private static void stopAll(List<Part> parts, Duration patience) throws InterruptedException {
        var stops = parts.stream().map(part -> stop(part, patience)).toList();
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("stop-", 1).factory());
        threads.invokeAll(stops, patience.plus(STOP_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Callable<Void> stop(Part part, Duration patience) {
        return () -> {
            try {
                part.stop(patience);
            } catch (Exception e) {
                LOG.warn("The {} did not stop in order", part.name(), e);
            }
            return null;
        };
    }

    private Void inOrder(List<Part> parts) throws Exception {
        for (var part : parts) {
            if (stopping) return null;
            long begun = System.nanoTime();
            part.start();
            double seconds = (System.nanoTime() - begun) / 1e9;
            LOG.info("{}", "%-20s %-40s ready after %.1f s".formatted(part.name(), part.address(), seconds));
        }
        return null;
    }

    /** Returns at the first failure: the process ends then, and need not wait for the others to succeed. */
    private void inParallel(List<Callable<Void>> starts) throws Exception {
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("start-", 1).factory());
        var running = new ExecutorCompletionService<Void>(threads);
        starts.forEach(running::submit);
        try {
            for (var ignored : starts) running.take().get();
        } catch (ExecutionException e) {
            // What fails because the user stops the start is no news, and the process ends with the stop.
            if (stopping) Thread.currentThread().join();
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
