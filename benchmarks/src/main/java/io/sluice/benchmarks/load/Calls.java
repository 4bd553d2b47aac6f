package io.sluice.benchmarks.load;

/**
 * The requests of one caller: when each is to be sent and to which server, and what came of it. Instants are those of
 * {@link System#nanoTime}. There is no object for a request, because hundreds of thousands are kept while the machine
 * is measured.
 */
public final class Calls {
    private final Request request;
    private final long[] dueAfter;
    private final byte[] servers;
    private final long[] sent;
    private final long[] answered;
    private final int[] outcomes;
    private int next;

    /**
     * All that will be sent.
     *
     * @param dueAfter nanoseconds after the start, ascending
     * @param servers which of the servers of the {@link Traffic}, as many
     */
    public Calls(Request request, long[] dueAfter, byte[] servers) {
        if (dueAfter.length != servers.length) throw new IllegalArgumentException("a request without a server");
        this.request = request;
        this.dueAfter = dueAfter;
        this.servers = servers;
        this.sent = new long[dueAfter.length];
        this.answered = new long[dueAfter.length];
        this.outcomes = new int[dueAfter.length];
    }

    public int count() {
        return dueAfter.length;
    }

    public long dueAfter(int number) {
        return dueAfter[number];
    }

    public int server(int number) {
        return servers[number];
    }

    /** Before its first byte left. */
    public long sent(int number) {
        return sent[number];
    }

    /** After the last byte of its answer was read. */
    public long answered(int number) {
        return answered[number];
    }

    /** What the {@link Traffic.Reading} made of its answer. */
    public int outcome(int number) {
        return outcomes[number];
    }

    Request request() {
        return request;
    }

    /** When the next one is to be sent, after the start; {@code Long.MAX_VALUE} when all were. */
    long nextDueAfter() {
        return next == dueAfter.length ? Long.MAX_VALUE : dueAfter[next];
    }

    int nextServer() {
        return servers[next];
    }

    /** The next one leaves now. Returns its number. */
    int leaves(long now) {
        sent[next] = now;
        return next++;
    }

    void answered(int number, long now, int outcome) {
        answered[number] = now;
        outcomes[number] = outcome;
    }
}
