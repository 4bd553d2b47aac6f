package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Load;
import io.sluice.benchmarks.load.Load.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a caller waits from a request to the outcome of its command, while nothing else is asked. */
final class OutcomeCase implements Case {
    private static final int RUNS = 5;
    private static final int PACE = 20;
    private static final Duration RUN = Duration.ofSeconds(15);
    private static final int WARM_PACE = 200;
    private static final Duration WARM = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "outcome";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        try (var stage = Stage.open(progress);
                var load = new Load(stage.cluster().port())) {
            var settled = Requests.settled(stage.cluster().adminKey());
            progress.say("warming up");
            load.pace(settled, WARM_PACE, WARM);
            var runs = new ArrayList<Seen>();
            for (int run = 1; run <= RUNS; run++) {
                var seen = load.pace(settled, PACE, RUN);
                progress.say(
                        "run %d of %d: p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
                        run, RUNS, seen.percentile(50), seen.percentile(99), seen.percentile(100));
                runs.add(seen);
            }
            return List.of(
                    Figure.absolute("accept to succeeded, p50", "ms", median(runs, 50), Goal.atMost(25, 25)),
                    Figure.absolute("accept to succeeded, p99", "ms", median(runs, 99), Goal.atMost(100, 100)));
        }
    }

    private static double median(List<Seen> runs, double percentile) {
        return new Series(runs.stream().map(run -> run.percentile(percentile)).toList()).median();
    }
}
