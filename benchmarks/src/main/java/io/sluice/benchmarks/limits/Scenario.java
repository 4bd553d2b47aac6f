package io.sluice.benchmarks.limits;

import io.sluice.schemas.LimitWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One case: a limit, who uses it, and what goes wrong meanwhile.
 *
 * @param limits how many may be admitted within each window
 * @param nodes that admit
 * @param load requests per second, as a part of what the tightest of the limits allows
 * @param split of the requests over the nodes; as many as there are nodes
 * @param clientMovesEvery how long all requests go to one node before they go to another; zero when they are split
 * @param pause between bursts, in each of which all requests of the pause come at once; zero for steady traffic
 * @param length of simulated time
 * @param mishaps what goes wrong
 */
public record Scenario(
        String name,
        List<Window> limits,
        int nodes,
        double load,
        List<Integer> split,
        Duration clientMovesEvery,
        Duration pause,
        Duration length,
        List<Mishap> mishaps) {
    /** One of the limits that hold at the same time. */
    public record Window(long max, LimitWindow window) {
        private static final Map<LimitWindow, String> UNITS = Map.of(
                LimitWindow.SECOND, "second",
                LimitWindow.MINUTE, "minute",
                LimitWindow.HOUR, "hour",
                LimitWindow.DAY, "day");

        double perSecond() {
            return max * 1_000.0 / window.millis();
        }

        /** Its length, as the API calls it. */
        public String unit() {
            return Objects.requireNonNull(UNITS.get(window), "a window of no unit");
        }
    }

    /** What goes wrong, all the time or now and then. */
    public enum Mishap {
        /** One report in ten is lost, one comes twice, one comes up to two seconds late. */
        BAD_REPORTS,
        /** The clocks of the nodes are hours apart, and run at different speeds. */
        WRONG_CLOCKS,
        /** Every now and then a node stands still, for up to ten seconds, and goes on. */
        STOPS,
        /** Every now and then a node is killed and begins anew. */
        KILLS,
        /** Nodes come and go in good order. */
        JOINS,
        /** Every now and then the fold is killed; the next one knows a little less, and the old one may live on. */
        FOLD_KILLS,
        /** The fold is away for a minute. */
        FOLD_AWAY
    }

    static Scenario steady(String name, long max, LimitWindow window, double load) {
        var limit = new Window(max, window);
        // Several windows, and enough requests for a figure.
        double seconds = Math.max(8.0 * window.millis() / 1_000 + 20, 2_000 / (limit.perSecond() * load));
        return new Scenario(
                name,
                List.of(limit),
                3,
                load,
                List.of(1, 1, 1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis((long) (Math.min(seconds, 20.0 * window.millis() / 1_000) * 1_000)),
                List.of());
    }

    Scenario split(Integer... parts) {
        return new Scenario(name, limits, parts.length, load, List.of(parts), clientMovesEvery, pause, length, mishaps);
    }

    Scenario moving(Duration every) {
        return new Scenario(name, limits, nodes, load, split, every, pause, length, mishaps);
    }

    Scenario inBursts(Duration every) {
        return new Scenario(name, limits, nodes, load, split, clientMovesEvery, every, length, mishaps);
    }

    Scenario lasting(Duration time) {
        return new Scenario(name, limits, nodes, load, split, clientMovesEvery, pause, time, mishaps);
    }

    Scenario with(Mishap... wrong) {
        return new Scenario(name, limits, nodes, load, split, clientMovesEvery, pause, length, List.of(wrong));
    }

    Scenario and(long max, LimitWindow window) {
        return new Scenario(
                name,
                List.of(limits.getFirst(), new Window(max, window)),
                nodes,
                load,
                split,
                clientMovesEvery,
                pause,
                length,
                mishaps);
    }

    /** How its requests are divided among the nodes. */
    public String form() {
        if (clientMovesEvery.isPositive()) return "moving";
        if (split.stream().distinct().count() == 1) return "even";
        return split.stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    boolean has(Mishap mishap) {
        return mishaps.contains(mishap);
    }

    /** Requests per second over all nodes. */
    double requestsPerSecond() {
        return load * limits.stream().mapToDouble(Window::perSecond).min().orElseThrow();
    }
}
