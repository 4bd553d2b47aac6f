package io.sluice.usage.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitSlot;
import io.sluice.schemas.avro.LimitUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What one fold makes of reports; what comes of it with nodes is simulated in the benchmarks. */
class FoldTest {
    private static final long EPOCH = 3;
    private static final long NOW = 1_700_000_000_000L;
    private static final LimitId ID = new LimitId("key", LimitWindow.HOUR);

    private final Memory book = new Memory();
    private final List<String> told = new ArrayList<>();
    private final Fold fold = new Fold(book, EPOCH, (key, state) -> told.add(key));
    private long sequence;
    private long now = NOW;

    /** Half a hundredth of the limit may have been admitted by a process that told nothing; the rest is free again. */
    @Test
    void whoeverIsKilledWithAShareThatItNeverToldOfCostsLittle() {
        begin();
        report("a", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        assertThat(pool().held()).isGreaterThan(500);

        heartbeat("b", 2, 0);

        assertThat(pool().usedAt(NOW)).isBetween(2L, 6L);
    }

    /** Otherwise it would be asked back and given again for as long as nobody uses it. */
    @Test
    void whatIsTakenFromTheRichGoesToThePoor() {
        begin();
        report("a", 1, 0, false, List.of(use(100, 63, 0, 60, 3)));
        report("b", 1, 0, false, List.of(use(100, 37, 0, 37, 3)));
        assertThat(grant("a").isAskedBack()).isTrue();

        report("a", 1, 0, false, List.of(use(100, 63, 1, 60, 3)));

        assertThat(grant("b").unspent()).isOne();
        assertThat(grant("a").isAskedBack()).isFalse();
    }

    /** There may be a hundred thousand limits in use, and each would be two records. */
    @Test
    void theEndOfANodeIsNoNewsOfEachLimit() {
        begin();
        report("a", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        told.clear();

        pass(20);

        assertThat(Objects.requireNonNull(book.members.get("a")).gone).isTrue();
        assertThat(told).doesNotContain(ID.text());
        report("b", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        assertThat(told).contains(ID.text());
        assertThat(pool().usedAt(now)).isBetween(2L, 7L);
        assertThat(pool().held()).isEqualTo(grant("b").unspent());
    }

    /** Or the record of a limit would grow with each process that ever took part in it. */
    @Test
    void nodesThatAreGoneAreForgottenOnceWhatTheyUsedHasLeftTheWindow() {
        begin();
        report("a", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        pass(20);
        report("b", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        assertThat(pool().grants).containsKey("a");

        pass(3_700);
        report("b", 1, 0, false, List.of(use(1_000, 375, 0, 2, 1)));

        assertThat(pool().grants).containsOnlyKeys("b");
    }

    /** It lost its lease before it read of that, so it does not know that it was given something. */
    @Test
    void anEarlierIncarnationIsGivenNothingAnyMore() {
        begin();
        report("b", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        assertThat(grant("a").unspent()).isPositive();

        for (int round = 0; round < 3; round++) heartbeat("a", 2, 1);
        report("b", 1, 0, false, List.of(use(1_000, 375, 0, 2, 900)));

        assertThat(grant("a").unspent()).isZero();
    }

    /** Of nodes that were started anew with the fold, before those before them are given up. */
    @Test
    void whatIsAdmittedBeforeTheDeadAreGivenUpIsCounted() {
        begin();
        report("a", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));
        var successor = new Fold(book, EPOCH + 1, (key, state) -> told.add(key));
        long opened = pool().opened;
        var slots = List.of(new LimitSlot(ID.window().slotAt(NOW), 1L));
        var spent = new LimitUse(ID.subject(), ID.window().millis(), 1_000L, 1L, opened, 0L, 0L, slots, 0L, 0L, 0L, 2L);
        successor.accept(new LimitReport("c", 1L, 0L, 1L, EPOCH + 1, 0, true, false, List.of(spent)), now);
        assertThat(pool().usedAt(now)).isEqualTo(2);
        var former =
                new LimitUse(ID.subject(), ID.window().millis(), 1_000L, 1L, opened, 0L, 0L, List.of(), 1L, 0L, 0L, 2L);
        successor.accept(new LimitReport("c", 2L, 1L, 1L, EPOCH + 1, 0, true, false, List.of(former)), now);
        assertThat(pool().usedAt(now)).isEqualTo(2);
    }

    @Test
    void whoeverLeavesInOrderIsForgottenAtOnceAndCostsNothing() {
        begin();
        report("a", 1, 0, false, List.of(use(1_000, 375, 0, 1, 3)));
        var last = List.of(use(1_000, 375, 374, 1, 0));
        fold.accept(new LimitReport("a", 1L, 0L, ++sequence, EPOCH, 2, false, true, last), now);
        fold.accept(new LimitReport("a", 1L, 0L, ++sequence, EPOCH, 2, true, true, List.of()), now);

        report("b", 1, 0, false, List.of(use(1_000, 375, 0, 1, 1)));

        assertThat(pool().grants).containsOnlyKeys("b");
        assertThat(pool().usedAt(now)).isEqualTo(2);
        assertThat(fold.lost()).isZero();
    }

    /** Only b is heard of. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now += 1_000;
            heartbeat("b", 1, 0);
        }
    }

    private void begin() {
        for (int round = 0; round < 3; round++) {
            heartbeat("a", 1, 0);
            heartbeat("b", 1, 0);
        }
    }

    private Grant grant(String node) {
        return Objects.requireNonNull(pool().grants.get(node), node);
    }

    private Pool pool() {
        return book.find(ID).orElseThrow();
    }

    private void heartbeat(String node, long incarnation, long former) {
        report(node, incarnation, former, true, List.of());
    }

    private void report(String node, long incarnation, long former, boolean complete, List<LimitUse> uses) {
        var member = book.members.get(node);
        int share = member == null ? 0 : member.share;
        fold.accept(new LimitReport(node, incarnation, former, ++sequence, EPOCH, share, complete, false, uses), now);
    }

    private static LimitUse use(long max, long granted, long returned, long admitted, long wanted) {
        var slots = List.of(new LimitSlot(ID.window().slotAt(NOW), admitted));
        long window = ID.window().millis();
        return new LimitUse(ID.subject(), window, max, 1L, 0L, granted, returned, slots, 0L, 0L, wanted, 5L);
    }

    private static final class Memory implements Book {
        private final Map<LimitId, Pool> pools = new HashMap<>();
        private final Map<String, Member> members = new HashMap<>();

        @Override
        public Optional<Pool> find(LimitId id) {
            return Optional.ofNullable(pools.get(id));
        }

        @Override
        public void put(Pool pool) {
            pools.put(pool.id(), pool);
        }

        @Override
        public void remove(LimitId id) {
            pools.remove(id);
        }

        @Override
        public void forEachPool(Consumer<Pool> action) {
            List.copyOf(pools.values()).forEach(action);
        }

        @Override
        public void put(Member member) {
            members.put(member.node(), member);
        }

        @Override
        public void remove(Member member) {
            members.remove(member.node());
        }

        @Override
        public void forEachMember(Consumer<Member> action) {
            List.copyOf(members.values()).forEach(action);
        }
    }
}
