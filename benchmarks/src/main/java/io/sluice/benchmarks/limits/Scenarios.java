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
            for (double load : new double[] {0.5, 0.7, 10}) {
                var name = "%s, load %.1f".formatted(size.name(), load);
                all.add(Scenario.steady(name + ", even", size.max(), size.window(), load));
                all.add(Scenario.steady(name + ", 90/5/5", size.max(), size.window(), load)
                        .split(90, 5, 5));
                all.add(Scenario.steady(name + ", moving", size.max(), size.window(), load)
                        .moving(MOVES));
            }
        }
        return all;
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
