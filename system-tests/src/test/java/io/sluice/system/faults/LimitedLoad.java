package io.sluice.system.faults;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Somebody who sends requests at several nodes by turns, faster than its limit allows, and keeps what came of each. */
final class LimitedLoad implements AutoCloseable {
    /** What came of a request; its admission lies between the two instants, which are of one clock. */
    record Request(int node, long sentNanos, long answeredNanos, int status, String reason, boolean fellBack) {
        private static Request of(int node, long sent, Answer answer) {
            return new Request(
                    node,
                    sent,
                    System.nanoTime(),
                    answer.status(),
                    answer.text("/reason"),
                    answer.header("Sluice-RateLimit-Fallback").isPresent());
        }
    }

    private static final String PATH = "/v1/accounts?limit=1";

    private final List<Api> nodes;
    private final Duration pause;
    private final Collection<Request> requests = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::send);
    private volatile boolean running = true;

    /** @param nodes the same caller at each of them */
    LimitedLoad(List<Api> nodes, Duration pause) {
        this.nodes = nodes;
        this.pause = pause;
        thread.start();
    }

    private void send() {
        for (int turn = 0; running; turn++) {
            int node = turn % nodes.size();
            long sent = System.nanoTime();
            requests.add(Request.of(node, sent, nodes.get(node).get(PATH)));
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** All that were answered so far. */
    List<Request> requests() {
        return new ArrayList<>(requests);
    }

    /** The last one at a node; null before. */
    @Nullable
    Request last(int node) {
        return requests().stream()
                .filter(request -> request.node() == node)
                .reduce((one, other) -> other)
                .orElse(null);
    }

    /** The most that certainly were admitted within one window, wherever it begins. */
    static int fullest(List<Request> requests, Duration window) {
        var admitted =
                requests.stream().filter(request -> request.status() == 200).toList();
        int fullest = 0;
        for (var first : admitted) {
            long end = first.sentNanos() + window.toNanos();
            int within = (int) admitted.stream()
                    .filter(other -> other.sentNanos() >= first.sentNanos() && other.answeredNanos() < end)
                    .count();
            fullest = Math.max(fullest, within);
        }
        return fullest;
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
