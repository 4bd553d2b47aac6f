package io.sluice.ingress.usage;

import io.sluice.schemas.Environment;
import io.sluice.schemas.PrincipalId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.UsageRequest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Counts calls that were refused alike within one second, so that a caller who repeats a mistake thousands of times a
 * second costs neither Kafka nor its readers as many records. The first {@link #SAMPLES} still have a record each; all
 * others are told together when their second is over.
 */
final class RefusedCalls implements SmartLifecycle {
    /** Enough to see what is wrong. */
    static final int SAMPLES = 10;

    /** A few megabytes. What finds no room here has a record of its own. */
    static final int ROWS_MAX = 10_000;

    /** @param second in which they entered, since 1970: a record must not count for two minutes */
    record Row(
            PrincipalId principal,
            TenantId tenant,
            Environment environment,
            String method,
            String route,
            ProblemCode code,
            long second) {}

    /** What adds up. */
    record Cost(long latencyMicros, long requestBytes, long responseBytes) {
        Cost plus(Cost more) {
            return new Cost(
                    latencyMicros + more.latencyMicros,
                    requestBytes + more.requestBytes,
                    responseBytes + more.responseBytes);
        }
    }

    private final Consumer<UsageRequest> publisher;
    private final Clock clock;
    private final Map<Row, Tally> rows = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService teller;

    RefusedCalls(Consumer<UsageRequest> publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Whether the call is counted here, and so needs no record of its own.
     *
     * @param record asked for when it is the first one that is counted
     */
    boolean counts(Row row, Cost cost, Supplier<UsageRequest> record) {
        var tally = rows.get(row);
        if (tally == null) {
            if (rows.size() >= ROWS_MAX) return false;
            tally = rows.computeIfAbsent(row, _ -> new Tally());
        }
        return tally.counts(cost, record);
    }

    /** Tells of all who entered before this second. */
    void tellBefore(long second) {
        rows.forEach((row, tally) -> {
            if (row.second() >= second) return;
            rows.remove(row);
            var together = tally.close();
            if (together != null) publisher.accept(together);
        });
    }

    private static final class Tally {
        private int samples;
        private boolean closed;
        private int calls;
        private long latencyMicrosMax;
        private Cost sum = new Cost(0, 0, 0);
        private @Nullable UsageRequest first;

        synchronized boolean counts(Cost cost, Supplier<UsageRequest> record) {
            // Found a moment before its row was told.
            if (closed) return false;
            if (samples < SAMPLES) {
                samples++;
                return false;
            }
            if (first == null) first = record.get();
            calls++;
            latencyMicrosMax = Math.max(latencyMicrosMax, cost.latencyMicros());
            sum = sum.plus(cost);
            return true;
        }

        /** The record of all that were counted; null when none was. */
        synchronized @Nullable UsageRequest close() {
            closed = true;
            if (first == null) return null;
            return UsageRequest.newBuilder(first)
                    .setCalls(calls)
                    .setLatencyMicros(sum.latencyMicros())
                    .setLatencyMicrosMax(latencyMicrosMax)
                    .setRequestBytes(sum.requestBytes())
                    .setResponseBytes(sum.responseBytes())
                    .build();
        }
    }

    /** Before the web server opens. */
    @Override
    public void start() {
        teller = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("refused-calls").daemon().factory());
        var _ = teller.scheduleAtFixedRate(() -> tellBefore(clock.instant().getEpochSecond()), 1, 1, TimeUnit.SECONDS);
    }

    /** After it has closed. */
    @Override
    public void stop() {
        if (teller != null) teller.shutdown();
        teller = null;
        tellBefore(Long.MAX_VALUE);
    }

    @Override
    public boolean isRunning() {
        return teller != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
