package io.sluice.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.benchmarks.limits.Arrivals;
import io.sluice.benchmarks.limits.Measured;
import io.sluice.benchmarks.limits.Scenarios.Series;
import io.sluice.benchmarks.limits.Sightings;
import io.sluice.benchmarks.load.Calls;
import io.sluice.benchmarks.load.Traffic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Sends to real nodes what cases are made of, each with a key of its own, and judges what is seen. */
final class LimitTraffic implements AutoCloseable {
    /** Over all nodes: enough to know how long a request takes that has no limit. */
    private static final double UNLIMITED_PER_SECOND = 90;

    private final Nodes nodes;
    private final Traffic traffic;

    LimitTraffic(Nodes nodes) {
        this.nodes = nodes;
        this.traffic = new Traffic(nodes.ports(), new LimitAnswers());
    }

    /**
     * What was seen of some cases at once.
     *
     * @param unlimited latencies of requests without a limit, in nanoseconds
     * @param late by how much requests were sent too late, in nanoseconds
     * @param busy how much of the machine was used
     * @param clockError by how much the clock of a node may have been ahead of the broker's
     */
    record Seen(List<Measured> cases, Histogram unlimited, Histogram late, double busy, Duration clockError) {}

    Seen run(Series series) {
        var limited = series.scenarios().stream()
                .map(scenario -> Arrivals.of(scenario)
                        .by(Requests.free(nodes.key(scenario.limits()).secret())))
                .toList();
        var key = nodes.unlimitedKey();
        var unlimited = Arrivals.even(nodes.ports().size(), UNLIMITED_PER_SECOND, series.length())
                .by(Requests.free(key.secret()));
        // The last one that was made, so all of them.
        nodes.awaitKnown(key);
        var callers = new ArrayList<>(limited);
        callers.add(unlimited);

        var clock = WallClock.read();
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        machine.getCpuLoad();
        var errorBefore = nodes.clockError();
        long start = traffic.run(callers);
        double busy = machine.getCpuLoad();
        var error = Collections.max(List.of(errorBefore, nodes.clockError()));
        clock.checkUnchanged();

        var cases = new ArrayList<Measured>();
        for (int each = 0; each < limited.size(); each++) {
            var seen = seen(limited.get(each), clock);
            cases.add(Measured.of(series.scenarios().get(each), seen, clock.epochNanos(start), error.toNanos()));
        }
        return new Seen(cases, latency(unlimited), lateness(callers, start), busy, error);
    }

    private static Sightings seen(Calls calls, WallClock clock) {
        var seen = new Sightings(calls.count());
        for (int each = 0; each < calls.count(); each++) {
            seen.add(
                    clock.epochNanos(calls.sent(each)),
                    clock.epochNanos(calls.answered(each)),
                    LimitAnswers.waited(calls.outcome(each)),
                    calls.server(each),
                    LimitAnswers.verdict(calls.outcome(each)));
        }
        return seen;
    }

    private static Histogram latency(Calls calls) {
        var latency = histogram();
        for (int each = 0; each < calls.count(); each++) latency.recordValue(calls.answered(each) - calls.sent(each));
        return latency;
    }

    private static Histogram lateness(List<Calls> callers, long start) {
        var late = histogram();
        for (var calls : callers) {
            for (int each = 0; each < calls.count(); each++) {
                late.recordValue(Math.max(0, calls.sent(each) - start - calls.dueAfter(each)));
            }
        }
        return late;
    }

    private static Histogram histogram() {
        return new Histogram(3);
    }

    @Override
    public void close() {
        traffic.close();
    }
}
