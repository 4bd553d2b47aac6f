package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.limits.Scenario.Window;
import io.sluice.ingress.limits.NodeLimits.Verdict;
import io.sluice.schemas.LimitWindow;
import org.junit.jupiter.api.Test;

/** Two in a second, in slots of 50 ms. A refusal is false only if no order of events could excuse it. */
class KnowingNodeTest {
    private static final Window TWO = new Window(2, LimitWindow.SECOND);
    private static final long BEGIN = 1_700_000_000_000L;

    private final Sightings seen = new Sightings(100);

    @Test
    void excusesWhoRefusesWhatIsUsedUp() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.ADMITTED, 10, 15);
        see(Verdict.USED_UP, 20, 25);
        assertThat(surelyFalse()).isZero();
    }

    @Test
    void findsWhoRefusesThoughOneIsLeft() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.USED_UP, 20, 25);
        assertThat(surelyFalse()).isOne();
    }

    /** It may have been admitted before the refusal. */
    @Test
    void excusesWhoeverRefusesWhileTheLastOneIsBeingAdmitted() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.USED_UP, 20, 25);
        see(Verdict.ADMITTED, 24, 30);
        assertThat(surelyFalse()).isZero();
    }

    @Test
    void countsWhatWasAdmittedForAsLongAsAnyOfItsSlotLiesWithinTheWindow() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.ADMITTED, 10, 15);
        see(Verdict.USED_UP, 1_040, 1_049);
        assertThat(surelyFalse()).isZero();
        see(Verdict.USED_UP, 1_050, 1_055);
        assertThat(surelyFalse()).isOne();
    }

    /** It may have been decided in the slot after that in which it was sent. */
    @Test
    void excusesWhoRefusesWhileASlotMayNotHaveLeft() {
        see(Verdict.ADMITTED, 40, 55);
        see(Verdict.ADMITTED, 45, 49);
        see(Verdict.USED_UP, 1_049, 1_080);
        assertThat(surelyFalse()).isZero();
        see(Verdict.USED_UP, 1_050, 1_080);
        assertThat(surelyFalse()).isOne();
    }

    /** With its place given to the first of those who were refused, the other is refused rightly. */
    @Test
    void countsEachPlaceOnce() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.USED_UP, 20, 25);
        see(Verdict.USED_UP, 21, 26);
        assertThat(surelyFalse()).isOne();
    }

    @Test
    void givesPlacesToThoseWhoWaitedInVain() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.WAITED, 10, 160);
        see(Verdict.USED_UP, 200, 205);
        assertThat(surelyFalse()).isZero();
    }

    @Test
    void givesNoPlaceToThoseWhoWaitedInVainWhileThereWasNone() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.ADMITTED, 10, 15);
        see(Verdict.CROWDED, 500, 505);
        see(Verdict.USED_UP, 1_060, 1_065);
        see(Verdict.USED_UP, 1_061, 1_066);
        see(Verdict.USED_UP, 1_062, 1_067);
        assertThat(surelyFalse()).isEqualTo(2);
    }

    /** The one that waits would have had what was left, if another node had not spent it in the meantime. */
    @Test
    void excusesWhoRefusesAtOnceWhileSomebodyWaitsForTheRest() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.USED_UP, 10, 60, 49, 1);
        see(Verdict.USED_UP, 20, 25, 0, 1);
        see(Verdict.ADMITTED, 30, 35);
        assertThat(surelyFalse()).isZero();
    }

    /** Either of the two could have had what left in between. */
    @Test
    void excusesNotBothOfTwoWhenASlotHasLeft() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.ADMITTED, 100, 105);
        see(Verdict.USED_UP, 1_045, 1_060, 14, 1);
        see(Verdict.USED_UP, 1_051, 1_056, 0, 1);
        assertThat(surelyFalse()).isOne();
    }

    @Test
    void excusesNobodyForThoseWhoWaitElsewhereOrNoMore() {
        see(Verdict.ADMITTED, 0, 5);
        see(Verdict.USED_UP, 10, 60, 49, 1);
        see(Verdict.USED_UP, 20, 25, 0, 2);
        see(Verdict.ADMITTED, 30, 35);
        see(Verdict.USED_UP, 1_060, 1_065, 0, 1);
        assertThat(surelyFalse()).isEqualTo(2);
    }

    @Test
    void allowsForClocksThatAreAhead() {
        see(Verdict.ADMITTED, 45, 48);
        see(Verdict.ADMITTED, 46, 49);
        see(Verdict.USED_UP, 1_051, 1_055);
        assertThat(surelyFalse()).isOne();
        assertThat(KnowingNode.surelyFalse(seen, TWO, 3_000_000)).isZero();
    }

    private int surelyFalse() {
        return KnowingNode.surelyFalse(seen, TWO, 0);
    }

    private void see(Verdict verdict, long sent, long answered) {
        see(verdict, sent, answered, 0, 0);
    }

    private void see(Verdict verdict, long sent, long answered, long waited, int node) {
        seen.add((BEGIN + sent) * 1_000_000, (BEGIN + answered) * 1_000_000, waited * 1_000_000, node, verdict);
    }
}
