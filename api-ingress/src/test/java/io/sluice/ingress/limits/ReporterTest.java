package io.sluice.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitSlot;
import io.sluice.schemas.avro.LimitUse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private final NodeUnderTest node = new NodeUnderTest().leased();

    @Test
    void tellsWithinMillisecondsWhatNobodyHasToKnow() {
        node.take(NodeUnderTest.limit("one", 100_000, LimitWindow.HOUR));

        node.pass(Duration.ofMillis(26));

        assertThat(node.told()).isOne();
    }

    @Test
    void tellsOfManyLimitsInTheNextSecond() {
        for (int round = 0; round < 2; round++) {
            for (int limit = 0; limit < 500; limit++) {
                node.take(NodeUnderTest.limit("limit-" + limit, 100_000, LimitWindow.HOUR));
            }
            node.pass(Duration.ofMillis(100));
        }
        // All of the first use, and nothing of the second one yet.
        assertThat(node.told()).isEqualTo(500);

        node.pass(Duration.ofSeconds(1));

        assertThat(node.told()).isEqualTo(1_000);
    }

    /** A node that was just started knows of each limit in use, which may be a hundred thousand. */
    @Test
    void tellsNothingOfWhatItOnlyKnows() {
        var known = NodeUnderTest.limit("known", 100, LimitWindow.MINUTE);
        var held = NodeUnderTest.limit("held", 100, LimitWindow.MINUTE);
        node.learnUsed(known[0], 5);
        node.take(held);
        node.pass(Duration.ofSeconds(1));
        node.sent.clear();

        node.learnAsked();
        node.turn();

        assertThat(node.reports()).anyMatch(LimitReport::getComplete);
        assertThat(node.reports().stream().flatMap(report -> report.getUses().stream()))
                .extracting(LimitUse::getSubject)
                .containsOnly(held[0].id().subject());
    }

    /** As all nodes do that are started before the fold is. */
    @Test
    void tellsWhatItAdmittedWhileItHeardOfNobody() {
        var alone = new NodeUnderTest();
        var limit = NodeUnderTest.limit("used", 1_000, LimitWindow.HOUR);
        alone.learnUsed(limit[0], 1);
        alone.passUnheard(Duration.ofSeconds(6));
        assertThat(alone.take(limit)).isInstanceOf(Decision.Admitted.class);
        assertThat(alone.limiter.standing(limit[0]).used()).isEqualTo(2);

        alone.learnAsked();
        alone.turn();

        assertThat(alone.reports().getLast().getUses())
                .flatExtracting(LimitUse::getAdmitted)
                .extracting(LimitSlot::getAdmitted)
                .containsExactly(1L);
        assertThat(alone.limiter.standing(limit[0]).used()).isEqualTo(2);

        // It hears nothing again, and begins anew: whoever takes over is told of what it did before.
        alone.passUnheard(Duration.ofSeconds(6));
        alone.learnAsked();
        alone.turn();

        assertThat(alone.reports().getLast().getUses())
                .extracting(LimitUse::getFormerAdmitted)
                .containsExactly(1L);
    }

    /** What it would like to have at hand it may get of what a slot sets free. */
    @Test
    void asksAgainJustBeforeASlotLeaves() {
        var limit = NodeUnderTest.limit("scarce", 100, LimitWindow.MINUTE);
        long slot = LimitWindow.MINUTE.slotAt(node.now());
        for (int request = 0; request < 74; request++) node.take(limit);
        node.pass(Duration.ofSeconds(30));
        node.take(limit);
        node.pass(Duration.ofSeconds(1));
        node.learnKnown(limit[0], slot, 75);
        node.pass(Duration.ofSeconds(1));
        node.sent.clear();

        node.pass(Duration.ofMillis(LimitWindow.MINUTE.leavesAt(slot) - node.now() - 80));
        assertThat(node.told()).isZero();
        node.pass(Duration.ofMillis(80));

        assertThat(node.told()).isOne();
    }
}
