package io.sluice.ingress.feed;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Takes up on a thread of its own what a feed has fetched of some partitions, while the feed fetches more. */
final class Taker implements AutoCloseable {
    /** So many parts of polls may wait or be taken up while more is fetched, because neither goes on evenly. */
    static final int AHEAD = 3;

    private final Consumer<ConsumerRecord<String, byte[]>> handling;
    private final ExecutorService thread;
    private final Queue<CompletableFuture<Void>> fetched = new ArrayDeque<>();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Taker(String name, Consumer<ConsumerRecord<String, byte[]>> handling) {
        this.handling = handling;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /**
     * Takes these up behind all that came before, once it is not far behind.
     *
     * @throws RuntimeException why one that came before was not taken up; then none that came behind it was, because
     *     what it says would be believed without what is missing
     */
    void take(List<ConsumerRecord<String, byte[]>> records) {
        if (fetched.size() == AHEAD) await(fetched.remove());
        last = last.thenRunAsync(() -> records.forEach(handling), thread);
        fetched.add(last);
    }

    /**
     * Returns when all have been taken up.
     *
     * @throws RuntimeException as {@link #take}
     */
    void await() {
        await(last);
    }

    private static void await(CompletableFuture<Void> taken) {
        try {
            taken.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Takes up what still waits. */
    @Override
    public void close() {
        thread.close();
    }
}
