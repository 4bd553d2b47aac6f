package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.ingress.limits.NodeLimits.Verdict;
import io.sluice.schemas.LimitWindow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was seen of requests is judged as what is simulated is. */
class MeasuredTest {
    private static final long CLOCK_ERROR = 3 * Time.MILLI;
    private static final long BEGIN = 1_700_000_000_000L;
    private static final Scenario TEN_A_SECOND =
            Scenario.steady("ten", 10, LimitWindow.SECOND, 10).lasting(Duration.ofSeconds(24));

    private final Sightings seen = new Sightings(10_000);

    /** All tokens in the first slot, and again as soon as it has left: 10 in each 1,050 ms. */
    @Test
    void findsALimitUsedToTheLastWithoutAnyDoubt() {
        for (long cycle = 0; cycle < 22; cycle++) {
            for (int each = 0; each < 10; each++) see(Verdict.ADMITTED, cycle * 1_050 + each, 4);
            see(Verdict.USED_UP, cycle * 1_050 + 500, 4);
        }
        var measured = Measured.of(TEN_A_SECOND, seen, BEGIN * Time.MILLI, CLOCK_ERROR);
        assertThat(measured.fullestSurely()).isEqualTo(1);
        assertThat(measured.surelyFalse()).isZero();
        assertThat(measured.likely().fullest()).isEqualTo(1);
        assertThat(measured.likely().used()).isCloseTo(1, within(0.01));
        assertThat(measured.likely().falselyRefused()).isZero();
    }

    @Test
    void tellsOvershootForCertainOnlyWhenItIs() {
        for (int each = 0; each < 11; each++) see(Verdict.ADMITTED, each * 99L, 20);
        var measured = Measured.of(TEN_A_SECOND, seen, BEGIN * Time.MILLI, CLOCK_ERROR);
        assertThat(measured.likely().fullest()).isEqualTo(1.1);
        assertThat(measured.fullestSurely()).isEqualTo(1);
    }

    /** It was on its way for 4 ms of the 40, so it was decided 2 ms before its answer. */
    @Test
    void takesThoseWhoWaitedForDecidedAtTheEndOfTheWait() {
        seen.add(BEGIN * Time.MILLI, (BEGIN + 40) * Time.MILLI, 36 * Time.MILLI, 0, Verdict.ADMITTED);
        assertThat(seen.likely(0)).isEqualTo((BEGIN + 38) * Time.MILLI);
        var outcome =
                Measured.of(TEN_A_SECOND, seen, BEGIN * Time.MILLI, CLOCK_ERROR).likely();
        assertThat(outcome.waitingPart()).isEqualTo(1);
        assertThat(outcome.waitMedian()).isEqualTo(36);
    }

    @Test
    void givesPlacesToThoseWhoWaitBeforeThoseWhoCome() {
        for (int each = 0; each < 9; each++) see(Verdict.ADMITTED, each, 2);
        seen.add((BEGIN + 20) * Time.MILLI, (BEGIN + 60) * Time.MILLI, 36 * Time.MILLI, 0, Verdict.ADMITTED);
        see(Verdict.USED_UP, 30, 4);
        assertThat(Measured.of(TEN_A_SECOND, seen, BEGIN * Time.MILLI, CLOCK_ERROR)
                        .likely()
                        .falselyRefused())
                .isZero();
    }

    private void see(Verdict verdict, long sent, long took) {
        seen.add((BEGIN + sent) * Time.MILLI, (BEGIN + sent + took) * Time.MILLI, 0, 0, verdict);
    }
}
