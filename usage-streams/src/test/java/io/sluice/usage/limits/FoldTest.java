package io.sluice.usage.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitSlot;
import io.sluice.schemas.avro.LimitUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What one fold makes of reports; what comes of it with nodes is simulated in the benchmarks. */
class FoldTest {
    private static final long EPOCH = 3;
    private static final long NOW = 1_700_000_000_000L;
    private static final int MAX = 1_000;
    private static final LimitId ID = new LimitId("key", LimitWindow.HOUR);

    private final Memory book = new Memory();
    private final Fold fold = new Fold(book, EPOCH, (key, state) -> {});
    private long sequence;

    /** Half a hundredth of the limit may have been admitted by a process that told nothing; the rest is free again. */
    @Test
    void whoeverIsKilledWithAShareThatItNeverToldOfCostsLittle() {
        for (int round = 0; round < 3; round++) {
            heartbeat("a", 1, 0);
            heartbeat("b", 1, 0);
        }
        report("a", 1, 0, false, List.of(use(1)));
        assertThat(pool().held()).isGreaterThan(MAX / 2);

        heartbeat("b", 2, 0);

        assertThat(pool().usedAt(NOW)).isBetween(2L, 1L + MAX / 200);
    }

    private Pool pool() {
        return book.find(ID).orElseThrow();
    }

    private void heartbeat(String node, long incarnation, long former) {
        report(node, incarnation, former, true, List.of());
    }

    private void report(String node, long incarnation, long former, boolean complete, List<LimitUse> uses) {
        int share = book.members.containsKey(node) ? book.members.get(node).share : 0;
        fold.accept(new LimitReport(node, incarnation, former, ++sequence, EPOCH, share, complete, false, uses), NOW);
    }

    private static LimitUse use(long admitted) {
        var slots = List.of(new LimitSlot(ID.window().slotAt(NOW), admitted));
        return new LimitUse(ID.subject(), ID.window().millis(), (long) MAX, 1L, 0L, 0L, 0L, slots, 0L, 0L, 1L, 5L);
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
