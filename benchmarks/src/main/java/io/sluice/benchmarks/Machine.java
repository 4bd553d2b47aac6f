package io.sluice.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.benchmarks.load.Load;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How fast this machine is in this run, by the rate at which the bare server answers a constant 202. A floor that is
 * far below what it was on an idle machine, at that pace, tells of a disturbed run and not of the system.
 *
 * @param constant answers per second
 */
record Machine(double constant) {
    /** Seen on an idle machine of two cores. */
    private static final double REFERENCE = 65_700;

    private static final double ENOUGH = 0.8;

    private static final double IDLE = 0.15;

    static Machine measure(Progress progress) {
        awaitIdle(progress);
        progress.say("the pace of this machine");
        try (var floor = Floor.alone();
                var load = new Load(floor.port())) {
            Warmth.of("constant", load, Requests.constant(), progress);
            var rounds = new Rounds(progress)
                    .with(
                            "constant 202",
                            () -> load.saturate(Requests.constant(), Duration.ofSeconds(4))
                                    .perSecond());
            return new Machine(rounds.run(3).of("constant 202").median());
        }
    }

    /** Whatever goes on, a topic that is being compacted for instance, is no part of what is measured next. */
    static void awaitIdle(Progress progress) {
        progress.say("waiting for other work to end, for a minute at the most");
        if (!becomesIdle(Duration.ofMinutes(1))) progress.say("the machine has other work: the floors will tell");
    }

    private static boolean becomesIdle(Duration atMost) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // The first answer is about the time before the question.
        system.getCpuLoad();
        for (long second = 0; second < atMost.toSeconds(); second++) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            if (system.getCpuLoad() < IDLE) return true;
        }
        return false;
    }

    /** How fast it is compared with the machine on which the references were seen. */
    double pace() {
        return constant / REFERENCE;
    }

    /** Why a rate says nothing; null when it is what it should be, or more. */
    @Nullable
    String objectionTo(String floor, double rate, double reference) {
        double expected = reference * pace();
        if (rate >= ENOUGH * expected) return null;
        return "%s at %.0f/s, expected %.0f/s on this machine".formatted(floor, rate, expected);
    }
}
