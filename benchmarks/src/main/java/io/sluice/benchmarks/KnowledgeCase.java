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
    private static final double REQUESTS_PER_SECOND = 20;
    private static final byte[] USED = "\"used\":".getBytes(US_ASCII);

    private static final long MAX = 10_000;

    /** From seven eighths on, a node tells every 25 ms what it admitted. */
    private static final double NEAR = 0.9;

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        try (var nodes = Nodes.open(progress);
                var traffic = new Traffic(nodes.ports(), KnowledgeCase::read)) {
            progress.say("warming up");
            after(0, WARM_UP, nodes, traffic);
            var far = after(0, Duration.ofSeconds(40), nodes, traffic);
            say("far from the limit", far, progress);
            var near = after((int) (NEAR * MAX), Duration.ofSeconds(40), nodes, traffic);
            say("near the limit", near, progress);
            return List.of(
                    figure("p50", near, 50, Goal.atMost(35, 35)),
                    figure("p99", near, 99, Goal.atMost(80, 80)),
                    // They tell once a second then, because nobody needs to know.
                    figure("far from the limit, p50", far, 50, null),
                    figure("far from the limit, p99", far, 99, null));
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

    /** A 200 of the requests is 0; of the questions it is how much of the limit is used. */
    private static int read(int status, ByteBuffer answer) {
        if (status != 200) throw new IllegalStateException("not answered: " + US_ASCII.decode(answer));
        int used = AnswerText.after(USED, answer);
        return used < 0 ? 0 : AnswerText.number(used, answer);
    }

    /** With so many of the limit used before. */
    private static Histogram after(int used, Duration length, Nodes nodes, Traffic traffic) {
        var key = nodes.key(List.of(new Scenario.Window(MAX, LimitWindow.HOUR)));
        nodes.awaitKnown(key);
        var request = Requests.free(key.secret());
        if (used > 0)
            traffic.run(List.of(Arrivals.regular(ADMITTING, USED_EVERY, USED_EVERY.multipliedBy(used))
                    .by(request)));
        var admitted = Arrivals.even(1, REQUESTS_PER_SECOND, length).by(request);
        var asked = Arrivals.regular(ASKED, ASKED_EVERY, length.plusSeconds(3))
                .by(Requests.limitsOf(key.id(), nodes.cluster().adminKey()));
        traffic.run(List.of(admitted, asked));
        return knownAfter(admitted, asked, used);
    }

    private static Histogram knownAfter(Calls admitted, Calls asked, int before) {
        var known = new Histogram(Duration.ofMinutes(1).toNanos(), 3);
        var sent =
                IntStream.range(0, admitted.count()).mapToLong(admitted::sent).toArray();
        var answered =
                IntStream.range(0, asked.count()).mapToLong(asked::answered).toArray();
        var used = IntStream.range(0, asked.count())
                .map(each -> asked.outcome(each) - before)
                .toArray();
        for (long took : Knowledge.after(sent, answered, used)) known.recordValue(took);
        return known;
    }
}
