package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.limits.Scenario.Mishap;
import io.sluice.ingress.limits.NodeLimits.Verdict;
import io.sluice.schemas.LimitWindow;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is promised of limits, whatever goes wrong; nothing of it depends on the speed of this machine. */
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {
    private static final long SEEDS = 3;
    private static final long SEEDS_AT_NIGHT = 40;

    /** A build has no time for larger cases; the benchmark {@code simulate} runs them. */
    private static final double REQUESTS_MAX = 1_000_000;

    static Stream<Scenario> calm() {
        return Scenarios.calm().stream()
                .filter(scenario ->
                        scenario.requestsPerSecond() * scenario.length().toSeconds() < REQUESTS_MAX);
    }

    static List<Scenario> particular() {
        return Scenarios.particular();
    }

    static List<Scenario> troubled() {
        return Scenarios.troubled();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calm")
    void whileNothingGoesWrong(Scenario scenario) {
        var outcome = Simulation.run(scenario, 1);
        var softly = new SoftAssertions();
        softly.assertThat(outcome.fullest()).as("fullest window").isLessThanOrEqualTo(1);
        softly.assertThat(outcome.falselyRefused()).as("false refusals").isZero();
        softly.assertThat(outcome.waitP99()).as("p99 of the waits").isLessThanOrEqualTo(120);
        if (scenario.load() > 1) softly.assertThat(outcome.used()).as("used").isGreaterThanOrEqualTo(0.97);
        softly.assertAll();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("particular")
    void inParticularCases(Scenario scenario) {
        var outcome = Simulation.run(scenario, 1);
        assertThat(outcome.fullest()).as("fullest window").isLessThanOrEqualTo(1);
        assertThat(outcome.falselyRefused()).as("false refusals").isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubled")
    void whateverGoesWrong(Scenario scenario) {
        LongStream.rangeClosed(1, SEEDS).forEach(seed -> holds(scenario, seed));
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("troubled")
    void whateverGoesWrongOnManySeeds(Scenario scenario) {
        LongStream.rangeClosed(SEEDS + 1, SEEDS_AT_NIGHT).forEach(seed -> holds(scenario, seed));
    }

    /** Nobody can know what a node that is gone did with its tokens, so each of them may refuse one request. */
    private static void holds(Scenario scenario, long seed) {
        var outcome = Simulation.run(scenario, seed);
        assertThat(outcome.fullest()).as("fullest window, seed %d", seed).isLessThanOrEqualTo(1);
        assertThat(outcome.falselyRefused()).as("false refusals, seed %d", seed).isLessThanOrEqualTo(outcome.lost());
    }

    @Test
    void theSameSeedComesToTheSameOutcome() {
        var scenario = Scenario.steady("same", 100, LimitWindow.SECOND, 2)
                .with(Mishap.BAD_REPORTS, Mishap.KILLS)
                .lasting(Duration.ofSeconds(60));
        assertThat(Simulation.run(scenario, 7)).isEqualTo(Simulation.run(scenario, 7));
        assertThat(Simulation.run(scenario, 8)).isNotEqualTo(Simulation.run(scenario, 7));
    }

    /** A simulation that cannot fail proves nothing: here nodes admit as they like. */
    @Test
    void whoHandsOutTooMuchIsFoundOut() {
        var tally = new Tally(Scenario.steady("two", 2, LimitWindow.SECOND, 1));
        for (long at = 0; at < 3; at++) {
            tally.counted(1_000_000 + at);
            tally.admitted(at * Time.MILLI, 0);
        }
        tally.refused(Verdict.USED_UP, 1_002_000, 0, 0);
        var outcome = tally.outcome(Scenario.steady("two", 2, LimitWindow.SECOND, 1), 0);
        assertThat(outcome.fullest()).isEqualTo(1.5);
        assertThat(outcome.falselyRefused()).isOne();
    }
}
