package io.sluice.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Callers of several servers, whose requests come when they come, whatever becomes of those before. Unlike
 * {@link Load}, it keeps of each request when it was sent and answered, takes every answer for an answer, and rather
 * sends a little late than spin for the right instant: what it costs is missing to the servers.
 */
public final class Traffic implements AutoCloseable {
    /** After the last request. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

    /** What an answer says. */
    public interface Reading {
        /** Returns what is kept of it. */
        int of(int status, ByteBuffer answer);
    }

    private final List<Lines> servers;
    private final Reading reading;
    private final Selector selector;
    private final AtomicLong answers = new AtomicLong();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    public Traffic(List<Integer> ports, Reading reading) {
        this.servers = ports.stream().map(Lines::new).toList();
        this.reading = reading;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("answers").start(this::read);
    }

    /**
     * Sends every call when it is due, or as soon as a connection is free, and returns when all are answered.
     *
     * @return when it began, by {@link System#nanoTime}
     */
    public long run(List<Calls> callers) {
        long before = answers.get();
        long start = System.nanoTime();
        long sent = 0;
        for (var next = first(callers); next.nextDueAfter() != Long.MAX_VALUE; next = first(callers)) {
            await(start + next.nextDueAfter());
            send(next);
            sent++;
        }
        awaitAnswers(before + sent);
        return start;
    }

    private static Calls first(List<Calls> callers) {
        var first = callers.getFirst();
        for (var each : callers) if (each.nextDueAfter() < first.nextDueAfter()) first = each;
        return first;
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
    }

    private void send(Calls calls) {
        try {
            var line = line(servers.get(calls.nextServer()));
            line.calls = calls;
            long now = System.nanoTime();
            line.number = calls.leaves(now);
            // Whoever reads the answer sees all this, because it reads what this writes last.
            line.connection.send(calls.request().next(), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lines.Line line(Lines lines) throws IOException {
        for (var idle = lines.take(); ; idle = lines.take()) {
            if (idle != null) return idle;
            if (lines.isRoomForAnother()) break;
            check();
            LockSupport.parkNanos(100_000);
        }
        var line = lines.open();
        line.connection.channel().register(selector, SelectionKey.OP_READ, line);
        selector.wakeup();
        return line;
    }

    private void read() {
        try {
            while (!closed) selector.select(key -> read((Lines.Line) key.attachment()));
        } catch (IOException | RuntimeException e) {
            if (!closed) failure = e;
        }
    }

    private void read(Lines.Line line) {
        try {
            if (!line.connection.channel().isOpen() || !line.connection.read()) return;
        } catch (IOException e) {
            // A server hangs up on who has been silent for long; of a request that is under way it is a failure.
            if (line.home.close(line)) return;
            throw new UncheckedIOException(e);
        }
        long now = System.nanoTime();
        long since = line.connection.since();
        var calls = line.calls;
        if (calls == null || since > now) throw new IllegalStateException("an answer that nobody asked for");
        calls.answered(line.number, now, reading.of(line.connection.status(), line.connection.whole()));
        line.home.giveBack(line, now);
        answers.incrementAndGet();
    }

    private void awaitAnswers(long count) {
        long until = System.nanoTime() + ANSWERED_WITHIN.toNanos();
        while (answers.get() < count) {
            check();
            if (System.nanoTime() > until) {
                throw new IllegalStateException((count - answers.get()) + " requests have no answer");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void check() {
        var failed = failure;
        if (failed != null) throw new IllegalStateException("an answer could not be read", failed);
    }

    @Override
    public void close() {
        closed = true;
        servers.forEach(Lines::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
