package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Mishap;
import io.sluice.schemas.LimitWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cases that limits are tried with. */
public final class Scenarios {
    private static final Duration MOVES = Duration.ofSeconds(7);

    private record Size(String name, long max, LimitWindow window) {}

    private static final List<Size> SIZES = List.of(
            new Size("5/min", 5, LimitWindow.MINUTE),
            new Size("60/min", 60, LimitWindow.MINUTE),
            new Size("1,000/min", 1_000, LimitWindow.MINUTE),
            new Size("60,000/min", 60_000, LimitWindow.MINUTE),
            new Size("100/s", 100, LimitWindow.SECOND),
            new Size("1,000/s", 1_000, LimitWindow.SECOND),
            new Size("10,000/s", 10_000, LimitWindow.SECOND));

    private Scenarios() {}

    /** Nothing goes wrong: each limit under load that it allows and under ten times what it allows. */
    public static List<Scenario> calm() {
        var all = new ArrayList<Scenario>();
        for (var size : SIZES) {
            for (double load : new double[] {0.5, 0.7, 10}) all.addAll(forms(size, load));
        }
        return all;
    }

    /**
     * Cases that are tried with real processes, those in turn that would take too much of the machine at once.
     *
     * @param name what they have in common
     */
    public record Series(String name, List<Scenario> scenarios) {
        public Duration length() {
            return scenarios.stream()
                    .map(Scenario::length)
                    .max(Duration::compareTo)
                    .orElseThrow();
        }
    }

    /** Two windows to begin with and two cycles of a window and a slot, by which it is counted what is used. */
    private static final Duration MINUTES = Duration.ofSeconds(245);

    /** The same with one cycle. */
    private static final Duration FEWER_MINUTES = Duration.ofSeconds(184);

    private static final Duration SECONDS = Duration.ofSeconds(24);

    /** So many requests per second are what three nodes and their callers can do on two cores. */
    private static final double REQUESTS_PER_SECOND = 9_000;

    public static List<Series> measured() {
        var all = new ArrayList<Series>();
        var minutes = SIZES.subList(0, 3);
        all.add(new Series("5 to 1,000 a minute", forms(minutes, MINUTES, 10, 0.7)));
        all.add(new Series("60,000 a minute", forms(SIZES.subList(3, 4), FEWER_MINUTES, REQUESTS_PER_SECOND / 3_000)));
        all.add(new Series("100 a second", forms(SIZES.subList(4, 5), SECONDS, 10, 0.7)));
        all.add(new Series("1,000 a second, below the limit", forms(SIZES.subList(5, 6), SECONDS, 0.7)));
        for (var scenario : forms(SIZES.subList(5, 6), SECONDS, REQUESTS_PER_SECOND / 1_000)) {
            all.add(new Series(scenario.name(), List.of(scenario)));
        }
        return all;
    }

    /**
     * What real nodes are warmed up by: some requests are admitted, some wait, in the end most are refused. Little by
     * little, for cold ones that are asked too much fall behind and never catch up.
     */
    public static List<Series> warming() {
        var all = new ArrayList<Series>();
        for (double load : new double[] {0.1, 0.3, 0.6, 1, 1.5}) {
            all.add(new Series(
                    "warming up, load %.1f".formatted(load), forms(SIZES.subList(4, 6), Duration.ofSeconds(15), load)));
        }
        return all;
    }

    private static List<Scenario> forms(List<Size> sizes, Duration length, double... loads) {
        var all = new ArrayList<Scenario>();
        for (var size : sizes) {
            for (double load : loads) {
                for (var scenario : forms(size, load)) all.add(scenario.lasting(length));
            }
        }
        return all;
    }

    private static List<Scenario> forms(Size size, double load) {
        var name = "%s, load %.1f".formatted(size.name(), load);
        return List.of(
                Scenario.steady(name + ", even", size.max(), size.window(), load),
                Scenario.steady(name + ", 90/5/5", size.max(), size.window(), load)
                        .split(90, 5, 5),
                Scenario.steady(name + ", moving", size.max(), size.window(), load)
                        .moving(MOVES));
    }

    /** Long windows, several windows at once, bursts, more nodes. */
    public static List<Scenario> particular() {
        return List.of(
                Scenario.steady("1/day, load 3.0", 1, LimitWindow.DAY, 3).lasting(Duration.ofDays(6)),
                Scenario.steady("20/h, load 2.0", 20, LimitWindow.HOUR, 2).lasting(Duration.ofHours(12)),
                Scenario.steady("10/s and 100/min, load 5.0", 100, LimitWindow.MINUTE, 5)
                        .and(10, LimitWindow.SECOND)
                        .lasting(Duration.ofMinutes(8)),
                Scenario.steady("1,000/min, bursts of 300", 1_000, LimitWindow.MINUTE, 0.3)
                        .inBursts(Duration.ofMinutes(1))
                        .lasting(Duration.ofMinutes(20)),
                Scenario.steady("1,000/min on 8 nodes, load 10.0", 1_000, LimitWindow.MINUTE, 10)
                        .split(1, 1, 1, 1, 1, 1, 1, 1),
                Scenario.steady("1,000/min on 1 node, load 10.0", 1_000, LimitWindow.MINUTE, 10)
                        .split(1));
    }

    /** Each kind of mishap by itself, and all of them at once. */
    public static List<Scenario> troubled() {
        var all = new ArrayList<Scenario>();
        for (var mishap : Mishap.class.getEnumConstants())
            all.addAll(troubled(mishap.name().toLowerCase(Locale.ROOT), mishap));
        all.addAll(troubled(
                "all at once", Mishap.BAD_REPORTS, Mishap.WRONG_CLOCKS, Mishap.STOPS, Mishap.KILLS, Mishap.FOLD_KILLS));
        return all;
    }

    private static List<Scenario> troubled(String name, Mishap... mishaps) {
        var all = new ArrayList<Scenario>();
        for (var size : List.of(SIZES.getFirst(), SIZES.get(2), SIZES.get(4))) {
            for (double load : new double[] {0.7, 3}) {
                all.add(Scenario.steady(
                                "%s, load %.1f, %s".formatted(size.name(), load, name), size.max(), size.window(), load)
                        .split(90, 5, 5)
                        .lasting(Duration.ofMinutes(5))
                        .with(mishaps));
            }
        }
        return all;
    }
}
