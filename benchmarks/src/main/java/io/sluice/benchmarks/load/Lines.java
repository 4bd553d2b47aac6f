package io.sluice.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections to one server. One thread takes them, another gives them back. */
final class Lines {
    /** More than a server lets wait, so that those who wait keep no others from being sent. */
    private static final int CONNECTIONS_MAX = 512;

    /** Shorter than any server waits for the next request, so that none hangs up on one that is just being sent. */
    private static final long IDLE_NANOS_MAX = Duration.ofSeconds(5).toNanos();

    /** A connection, with the request that is under way on it. */
    static final class Line {
        final Connection connection;
        final Lines home;

        @Nullable
        Calls calls;

        int number;
        private long idleSince;

        private Line(Connection connection, Lines home) {
            this.connection = connection;
            this.home = home;
        }
    }

    private final int port;
    private final List<Line> open = new ArrayList<>();
    private final Deque<Line> idle = new ArrayDeque<>();

    Lines(int port) {
        this.port = port;
    }

    /** One that is idle; the last one first, for few are needed and the others grow old. */
    synchronized @Nullable Line take() {
        for (var line = idle.peekFirst(); line != null; line = idle.peekFirst()) {
            if (System.nanoTime() - line.idleSince < IDLE_NANOS_MAX) return idle.pollFirst();
            close(line);
        }
        return null;
    }

    synchronized boolean isRoomForAnother() {
        return open.size() < CONNECTIONS_MAX;
    }

    synchronized Line open() throws IOException {
        var line = new Line(new Connection(port), this);
        open.add(line);
        return line;
    }

    synchronized void giveBack(Line line, long now) {
        line.idleSince = now;
        idle.addFirst(line);
    }

    /** Closes it, if it is not closed. False, and nothing happens, while a request is under way on it. */
    synchronized boolean close(Line line) {
        if (open.contains(line) && !idle.remove(line)) return false;
        open.remove(line);
        close(line.connection);
        return true;
    }

    synchronized void close() {
        for (var line : open) close(line.connection);
        open.clear();
        idle.clear();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
