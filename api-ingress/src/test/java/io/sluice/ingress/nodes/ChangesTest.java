package io.sluice.ingress.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys in two partitions; this node is one of those that it hears of. */
class ChangesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KEY = "key_1";

    private final Changes changes = new Changes();

    @Test
    void countWhereTheirRecordWasRead() {
        start(5, 5);
        change(KEY, 7, 5);
        assertThat(reached(KEY, List.of(read(6, 5), read(7, 5), read(9, 9)))).isEqualTo(new Effective(2, 3, null));
    }

    @Test
    void countEverywhereSinceTheLastNodeHadThem() {
        start(5, 5);
        change(KEY, 7, 5);
        changes.nodesRead(List.of(read(7, 5), read(6, 5)), NOW);
        changes.nodesRead(List.of(read(7, 5), read(7, 5)), NOW.plusMillis(40));
        changes.nodesRead(List.of(read(9, 9), read(9, 9)), NOW.plusSeconds(60));
        assertThat(reached(KEY, List.of(read(9, 9), read(9, 9)))).isEqualTo(new Effective(2, 2, NOW.plusMillis(40)));
    }

    @Test
    void countNowhereUntilTheyAreTakenUpHere() {
        start(5, 5);
        changes.handled(KEY);
        assertThat(reached(KEY, List.of(read(9, 9)))).isEqualTo(new Effective(0, 1, null));
        changes.read(List.of(6L, 5L));
        assertThat(reached(KEY, List.of(read(9, 9))).nodes()).isEqualTo(1);
    }

    @Test
    void ofBeforeTheStartCountWhereAllIsReadThatWasThereThen() {
        start(5, 5);
        changes.nodesRead(List.of(read(5, 5)), NOW);
        assertThat(reached(KEY, List.of(read(5, 5)))).isEqualTo(new Effective(1, 1, NOW));
        assertThat(reached(KEY, List.of(read(5, 5), read(5, 4)))).isEqualTo(new Effective(1, 2, null));
    }

    @Test
    void ofOneKeyAreForgottenButForTheNewest() {
        start(5, 5);
        change(KEY, 6, 5);
        change("key_2", 6, 6);
        change(KEY, 8, 6);
        assertThat(reached(KEY, List.of(read(7, 9))).nodes()).isZero();
        assertThat(reached("key_2", List.of(read(7, 9))).nodes()).isEqualTo(1);
    }

    // A node that has read less than what was forgotten may lack any of it.
    @Test
    void thatAreForgottenCountWhereTheNewestOfThemDoes() {
        start(0, 0);
        for (int at = 1; at <= Changes.CHANGES_MAX + 10; at++) change("key_" + at, at, 0);
        assertThat(reached("key_1", List.of(read(9, 0))).nodes()).isZero();
        assertThat(reached("key_1", List.of(read(10, 0))).nodes()).isEqualTo(1);
        assertThat(reached("key_11", List.of(read(10, 0))).nodes()).isZero();
        assertThat(reached("key_11", List.of(read(11, 0))).nodes()).isEqualTo(1);
    }

    @Test
    void countNowhereWhenNobodyIsHeard() {
        start(5, 5);
        change(KEY, 7, 5);
        changes.nodesRead(List.of(), NOW);
        assertThat(reached(KEY, List.of())).isEqualTo(new Effective(0, 0, null));
    }

    // Two versions that count partitions differently know nothing of each other.
    @Test
    void countNotWhereOtherPartitionsAreRead() {
        start(5, 5);
        change(KEY, 7, 5);
        assertThat(reached(KEY, List.of(List.of(9L, 9L, 9L), List.of())).nodes())
                .isZero();
    }

    private void start(long one, long other) {
        changes.read(read(one, other));
    }

    private void change(String key, long one, long other) {
        changes.handled(key);
        changes.read(read(one, other));
    }

    private static List<Long> read(long one, long other) {
        return List.of(one, other);
    }

    private Effective reached(String key, List<List<Long>> nodes) {
        int reached = (int)
                nodes.stream().filter(read -> changes.isReachedBy(key, read)).count();
        return new Effective(reached, nodes.size(), reached == nodes.size() ? changes.everywhereSince(key) : null);
    }
}
