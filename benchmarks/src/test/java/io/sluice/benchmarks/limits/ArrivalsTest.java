package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.benchmarks.load.Calls;
import io.sluice.benchmarks.load.Request;
import io.sluice.schemas.LimitWindow;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Request REQUEST = Request.get("/", List.of(), 200);
    private static final Scenario STEADY =
            Scenario.steady("steady", 100, LimitWindow.SECOND, 10).lasting(Duration.ofSeconds(20));

    @Test
    void areAsManyAsTheLoadSays() {
        var calls = Arrivals.of(STEADY).by(REQUEST);
        assertThat(calls.count()).isCloseTo(20_000, within(500));
        assertThat(calls.dueAfter(calls.count() - 1)).isLessThan(STEADY.length().toNanos());
        assertThat(IntStream.range(1, calls.count()))
                .allMatch(each -> calls.dueAfter(each) >= calls.dueAfter(each - 1));
    }

    @Test
    void areTheSameEachTime() {
        var calls = Arrivals.of(STEADY).by(REQUEST);
        var again = Arrivals.of(STEADY).by(REQUEST);
        assertThat(IntStream.range(0, calls.count()))
                .allMatch(each ->
                        calls.dueAfter(each) == again.dueAfter(each) && calls.server(each) == again.server(each));
    }

    @Test
    void areDividedAmongTheNodes() {
        var calls = Arrivals.of(STEADY.split(90, 5, 5)).by(REQUEST);
        assertThat(part(calls, 0)).isCloseTo(0.90, within(0.01));
        assertThat(part(calls, 1)).isCloseTo(0.05, within(0.01));
        assertThat(part(calls, 2)).isCloseTo(0.05, within(0.01));
    }

    @Test
    void moveFromNodeToNode() {
        var calls = Arrivals.of(STEADY.moving(Duration.ofSeconds(7))).by(REQUEST);
        assertThat(IntStream.range(0, calls.count()))
                .allMatch(each -> calls.server(each) == calls.dueAfter(each) / 7_000_000_000L);
    }

    @Test
    void comeOneAfterTheOtherWhenAsked() {
        var calls =
                Arrivals.regular(1, Duration.ofMillis(2), Duration.ofMillis(7)).by(REQUEST);
        assertThat(IntStream.range(0, calls.count()).mapToObj(calls::dueAfter))
                .containsExactly(0L, 2_000_000L, 4_000_000L);
        assertThat(part(calls, 1)).isOne();
    }

    private static double part(Calls calls, int server) {
        return IntStream.range(0, calls.count())
                        .filter(each -> calls.server(each) == server)
                        .count()
                / (double) calls.count();
    }
}
