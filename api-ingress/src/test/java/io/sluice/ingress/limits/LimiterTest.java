package io.sluice.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.limits.Decision.Admitted;
import io.sluice.ingress.limits.Decision.Refused;
import io.sluice.ingress.limits.Decision.Waits;
import io.sluice.ingress.limits.Excess.Reason;
import io.sluice.schemas.LimitTerms;
import io.sluice.schemas.LimitWindow;
import java.time.Duration;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** How one node decides; what comes of many together is simulated in the benchmarks. */
class LimiterTest {
    private final NodeUnderTest node = new NodeUnderTest().leased();

    @Test
    void admitsItsShareAtOnceAndThenAsks() {
        var limit = NodeUnderTest.limit("few", 4, LimitWindow.MINUTE);
        assertThat(node.take(limit)).isInstanceOf(Admitted.class);
        confirmAll();
        assertThat(node.take(limit)).isInstanceOf(Admitted.class);
        confirmAll();
        assertThat(node.take(limit)).isInstanceOf(Admitted.class);
        confirmAll();

        var fourth = waits(node.take(limit));

        assertThat(fourth.isCounted()).isFalse();
        node.turn();
        assertThat(node.sent.getLast().report().getUses().getFirst().getWaiting())
                .isOne();
    }

    @Test
    void refusesForCertainWhatOthersUsedUp() {
        var limit = NodeUnderTest.limit("gone", 100, LimitWindow.MINUTE);
        node.learnUsed(limit[0], 100);

        var refused = node.take(limit);

        assertThat(refused)
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(
                        each -> assertThat(each.excess().reason()).isEqualTo(Reason.USED_UP),
                        each -> assertThat(each.excess().until()).isBetween(node.now() + 60_000, node.now() + 61_000));
    }

    /** Of 1,000 a minute, five may be lost with a node. */
    @Test
    void countsABurstAtOnceAndAnswersItWhenKafkaKnows() {
        var limit = NodeUnderTest.limit("burst", 1_000, LimitWindow.MINUTE);
        var decisions = IntStream.range(0, 100).mapToObj(n -> node.take(limit)).toList();
        assertThat(decisions.subList(0, 5)).allMatch(Admitted.class::isInstance);
        assertThat(decisions.subList(5, 100))
                .allSatisfy(each -> assertThat(waits(each).isCounted()).isTrue());

        node.turn();
        assertThat(node.limiter.standing(limit[0]).used()).isEqualTo(100);
        assertThat(decisions.subList(5, 100)).noneMatch(LimiterTest::isDecided);
        confirmAll();

        assertThat(decisions.subList(5, 100)).allMatch(LimiterTest::isDecided);
    }

    @Test
    void refusesWhatKafkaDoesNotConfirmThoughItConfirmsOthers() {
        var limit = NodeUnderTest.limit("burst", 1_000, LimitWindow.MINUTE);
        var last =
                IntStream.range(0, 6).mapToObj(n -> node.take(limit)).toList().getLast();

        node.limiter.giveUp(waits(last));

        assertThat(waits(last).decision().toCompletableFuture().join())
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(each -> assertThat(each.excess().reason()).isEqualTo(Reason.WAITED));
    }

    /** Whoever refused everybody while a broker stands still would refuse what is within the limit. */
    @Test
    void doesNotWaitForAKafkaThatStandsStill() {
        var limit = NodeUnderTest.limit("burst", 1_000, LimitWindow.MINUTE);
        var last =
                IntStream.range(0, 6).mapToObj(n -> node.take(limit)).toList().getLast();
        node.pass(Duration.ofMillis(150));

        node.limiter.giveUp(waits(last));

        assertThat(waits(last).decision().toCompletableFuture().join()).isInstanceOf(Admitted.class);
    }

    /** Who waited for one limit goes on to others while the first of them end their lease. */
    @Test
    void whatComesIntoUseWhileTheLeaseEndsIsOfWhatComesAfterIt() {
        var first = NodeUnderTest.limit("a", 100, LimitWindow.MINUTE);
        while (!(node.take(first) instanceof Waits(var ticket)) || ticket.isCounted()) confirmAll();
        IntStream.range(0, 64).forEach(n -> node.take(NodeUnderTest.limit("c" + n, 100, LimitWindow.MINUTE)));
        var seconds = IntStream.range(0, 16)
                .mapToObj(n -> NodeUnderTest.limit("b" + n, 100, LimitWindow.MINUTE)[0])
                .toList();
        var both = seconds.stream()
                .map(second -> node.take(new Limit[] {first[0], second}))
                .toList();

        node.passUnheard(LimitTerms.LEASE.plusSeconds(1));

        assertThat(both)
                .allMatch(LimiterTest::isDecided)
                .allSatisfy(each -> assertThat(
                                waits(each).decision().toCompletableFuture().join())
                        .isInstanceOf(Admitted.class));
        node.learnAsked();
        node.turn();
        var told = node.sent.getLast().report().getUses().stream()
                .filter(use -> use.getSubject().startsWith("b"))
                .toList();
        assertThat(told)
                .hasSameSizeAs(seconds)
                .allSatisfy(use -> assertThat(use.getFormerAdmitted()).isZero())
                .allSatisfy(use ->
                        assertThat(use.getAdmitted().getLast().getAdmitted()).isOne());
    }

    private void confirmAll() {
        node.pass(Duration.ofMillis(25));
        node.sent.forEach(each -> each.confirmed().run());
    }

    private static boolean isDecided(Decision decision) {
        return waits(decision).decision().toCompletableFuture().isDone();
    }

    private static Ticket waits(Decision decision) {
        assertThat(decision).isInstanceOf(Waits.class);
        return ((Waits) decision).ticket();
    }
}
