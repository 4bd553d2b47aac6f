package io.sluice.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Callers of one server over keep-alive connections. One thread serves all of them, because callers and servers share
 * the machine: what a caller costs is missing to the server that is measured.
 */
public final class Load implements AutoCloseable {
    /** As many as a node's callers keep busy, and no more than two cores can make use of. */
    public static final int CONNECTIONS = 64;

    /** A sleep ends late by about so much, so the rest of the way to an instant is spun. */
    private static final long SPIN_NANOS = Duration.ofNanos(80_000).toNanos();

    private static final long HIGHEST_NANOS = Duration.ofMinutes(1).toNanos();

    /** What was seen: answers per second, and how long each was waited for in nanoseconds. */
    public record Seen(double perSecond, Histogram latency) {
        /** In milliseconds. */
        public double percentile(double percentile) {
            return latency.getValueAtPercentile(percentile) / 1e6;
        }
    }

    private final int port;
    private final Selector selector;
    private List<Connection> connections = List.of();

    public Load(int port) {
        this.port = port;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For each measurement anew: a server hangs up on who is silent while others are measured. */
    private void connect() {
        hangUp();
        var opened = new ArrayList<Connection>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                var connection = new Connection(port);
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
                opened.add(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections = opened;
    }

    /** Each connection sends its next request as soon as it has the answer to the last one. */
    public Seen saturate(Request request, Duration time) {
        connect();
        var latency = new Histogram(HIGHEST_NANOS, 3);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        var open = new int[] {connections.size()};
        for (var connection : connections) send(connection, request, System.nanoTime());
        while (open[0] > 0) {
            select(
                    connection -> {
                        long now = System.nanoTime();
                        if (now < end) {
                            latency.recordValue(now - connection.since());
                            send(connection, request, now);
                        } else {
                            open[0]--;
                        }
                    },
                    request);
        }
        return new Seen(latency.getTotalCount() / (time.toNanos() / 1e9), latency);
    }

    /**
     * So many requests per second, whatever the answers do. Latency counts from the instant at which a request was to
     * be sent, so a server that stands still is charged for all who would have come meanwhile.
     */
    public Seen pace(Request request, int perSecond, Duration time) {
        connect();
        var latency = new Histogram(HIGHEST_NANOS, 3);
        var idle = new ArrayBlockingQueue<>(connections.size(), false, connections);
        long count = time.toMillis() * perSecond / 1_000;
        var reader = Thread.ofPlatform().daemon().start(() -> {
            while (latency.getTotalCount() < count) {
                select(
                        connection -> {
                            latency.recordValue(System.nanoTime() - connection.since());
                            idle.add(connection);
                        },
                        request);
            }
        });
        long start = System.nanoTime();
        for (long sent = 0; sent < count; sent++) {
            long due = start + sent * 1_000_000_000L / perSecond;
            await(due);
            send(take(idle), request, due);
        }
        join(reader);
        return new Seen(perSecond, latency);
    }

    private interface Answered {
        void by(Connection connection);
    }

    private void select(Answered answered, Request request) {
        try {
            selector.select(key -> {
                var connection = (Connection) key.attachment();
                if (isWhole(connection, request)) answered.by(connection);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWhole(Connection connection, Request request) {
        try {
            if (!connection.read()) return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (connection.status() == request.expectedStatus()) return true;
        throw new IllegalStateException("an answer is not the expected one: " + connection.answer());
    }

    private static void send(Connection connection, Request request, long since) {
        try {
            connection.send(request.next(), since);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(long due) {
        long sleep = due - System.nanoTime() - SPIN_NANOS;
        if (sleep > 0) LockSupport.parkNanos(sleep);
        while (System.nanoTime() < due) Thread.onSpinWait();
    }

    private static Connection take(BlockingQueue<Connection> idle) {
        try {
            var connection = idle.poll(1, TimeUnit.MINUTES);
            if (connection != null) return connection;
            throw new IllegalStateException("no request was answered for a minute");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static void join(Thread reader) {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private void hangUp() {
        try {
            for (var connection : connections) connection.close();
            // Until then the selector still holds what was closed.
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hangUp();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
