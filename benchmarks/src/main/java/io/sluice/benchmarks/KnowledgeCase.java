package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.benchmarks.limits.Arrivals;
import io.sluice.benchmarks.limits.Knowledge;
import io.sluice.benchmarks.limits.Scenario;
import io.sluice.benchmarks.load.Calls;
import io.sluice.benchmarks.load.Traffic;
import io.sluice.schemas.LimitWindow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long after a request was admitted at one node another node knows of it. Asked is the other node itself, every
 * few milliseconds, and the time runs from the sending of the request to the first answer that counts it, so ways and
 * answers are part of it.
 */
final class KnowledgeCase implements Case {
    private static final Duration USED_EVERY = Duration.ofMillis(2);

    /** The first of the nodes; the second is asked. */
    private static final int ADMITTING = 0;

    private static final int ASKED = 1;
    private static final Duration ASKED_EVERY = Duration.ofMillis(2);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(40);
    private static final double REQUESTS_PER_SECOND = 20;
    private static final byte[] USED = "\"used\":".getBytes(US_ASCII);

    private static final int REFUSED = -1;

    private static final long MAX = 10_000;

    /** From seven eighths on, a node tells every 25 ms what it admitted. */
    private static final int NEAR = (int) (0.9 * MAX);

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        try (var nodes = Nodes.open(progress);
                var traffic = new Traffic(nodes.ports(), KnowledgeCase::read)) {
            progress.say("warming up");
            for (int used : List.of(0, NEAR)) watch(used, WARM_UP, nodes, traffic);
            var far = watch(0, LENGTH, nodes, traffic).known();
            say("far from the limit", far, progress);
            var near = watch(NEAR, LENGTH, nodes, traffic).known();
            say("near the limit", near, progress);
            return List.of(
                    figure("p50", near, 50, Goal.atMost(35, 35)),
                    figure("p99", near, 99, Goal.atMost(80, 80)),
                    figure("far from the limit, p50", far, 50, Goal.atMost(35, 35)),
                    figure("far from the limit, p99", far, 99, Goal.atMost(80, 80)));
        }
    }

    private static void say(String where, Histogram seen, Progress progress) {
        progress.say(
                "%s: %d requests, known elsewhere after p50 %.1f ms, p99 %.1f ms, at most %.1f ms",
                where,
                seen.getTotalCount(),
                seen.getValueAtPercentile(50) / 1e6,
                seen.getValueAtPercentile(99) / 1e6,
                seen.getMaxValue() / 1e6);
    }

    private static Figure figure(String what, Histogram seen, double percentile, @Nullable Goal goal) {
        return Figure.absolute(
                "admission known at another node, " + what, "ms", seen.getValueAtPercentile(percentile) / 1e6, goal);
    }

    /** Of a request 0, or {@link #REFUSED}; of a question how much of the limit is used. */
    private static int read(int status, ByteBuffer answer) {
        if (status == 429) return REFUSED;
        if (status != 200) throw new IllegalStateException("not answered: " + US_ASCII.decode(answer));
        int used = AnswerText.after(USED, answer);
        return used < 0 ? 0 : AnswerText.number(used, answer);
    }

    /** With so many of the limit used before. */
    private static Watched watch(int used, Duration length, Nodes nodes, Traffic traffic) {
        var key = nodes.key(List.of(new Scenario.Window(MAX, LimitWindow.HOUR)));
        nodes.awaitKnown(key);
        var request = Requests.free(key.secret());
        var before = Arrivals.regular(ADMITTING, USED_EVERY, USED_EVERY.multipliedBy(used))
                .by(request);
        if (used > 0) traffic.run(List.of(before));
        var admitted = Arrivals.even(1, REQUESTS_PER_SECOND, length).by(request);
        var asked = Arrivals.regular(ASKED, ASKED_EVERY, length.plusSeconds(3))
                .by(Requests.limitsOf(key.id(), nodes.cluster().adminKey()));
        traffic.run(List.of(admitted, asked));
        return new Watched(before, admitted, asked);
    }

    private record Watched(Calls before, Calls admitted, Calls asked) {
        Histogram known() {
            if (refused(before) + refused(admitted) > 0) throw new IllegalStateException("some were not admitted");
            var known = new Histogram(Duration.ofMinutes(1).toNanos(), 3);
            var sent = all(admitted).mapToLong(admitted::sent).toArray();
            var answered = all(asked).mapToLong(asked::answered).toArray();
            var used =
                    all(asked).map(each -> asked.outcome(each) - before.count()).toArray();
            for (long took : Knowledge.after(sent, answered, used)) known.recordValue(took);
            return known;
        }

        private static long refused(Calls calls) {
            return all(calls).filter(each -> calls.outcome(each) == REFUSED).count();
        }

        private static IntStream all(Calls calls) {
            return IntStream.range(0, calls.count());
        }
    }
}
