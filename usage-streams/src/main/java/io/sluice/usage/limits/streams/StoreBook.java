package io.sluice.usage.limits.streams;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitTerms;
import io.sluice.schemas.avro.LimitState;
import io.sluice.usage.limits.Book;
import io.sluice.usage.limits.Member;
import io.sluice.usage.limits.Pool;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the book of one partition in a store, under the keys of {@code limit-state}. Pools are also held as they are,
 * because to read one from its bytes with each report would cost more than the report.
 */
final class StoreBook implements Book {
    /** No limit and no node has it: those hold a slash or a space. */
    private static final String EPOCH = "epoch";

    private final KeyValueStore<String, LimitState> store;
    private final long epoch;
    private final Map<LimitId, Pool> pools = new HashMap<>();
    private long now;

    /**
     * Takes over what another left in the store, under a greater epoch.
     *
     * @param now in epoch milliseconds; also the least epoch, so that a store that was lost with its changelog does not
     *     begin anew with epochs that nodes have seen
     */
    StoreBook(KeyValueStore<String, LimitState> store, long now) {
        this.store = store;
        var before = store.get(EPOCH);
        epoch = Math.max(before == null ? 0 : before.getEpoch() + 1, now);
        store.put(EPOCH, new LimitState(epoch, Instant.ofEpochMilli(now), null, null));
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                var pool = entry.value.getPool();
                if (pool == null) return;
                var restored = Pool.of(pool);
                pools.put(restored.id(), restored);
            });
        }
    }

    long epoch() {
        return epoch;
    }

    /** When the newest report was appended, in epoch milliseconds; 0 before the first one. */
    long latest() {
        return now;
    }

    /** Slots that have left their window by then are no longer kept. */
    void passTo(long instant) {
        now = Math.max(now, instant);
    }

    @Override
    public Optional<Pool> find(LimitId id) {
        return Optional.ofNullable(pools.get(id));
    }

    @Override
    public void put(Pool pool) {
        pools.put(pool.id(), pool);
        store.put(pool.id().text(), new LimitState(epoch, Instant.ofEpochMilli(now), pool.toAvro(now), null));
    }

    @Override
    public void remove(LimitId id) {
        pools.remove(id);
        store.delete(id.text());
    }

    @Override
    public void forEachPool(Consumer<Pool> action) {
        List.copyOf(pools.values()).forEach(action);
    }

    @Override
    public void put(Member member) {
        store.put(key(member), new LimitState(epoch, Instant.ofEpochMilli(now), null, member.toAvro()));
    }

    @Override
    public void remove(Member member) {
        store.delete(key(member));
    }

    @Override
    public void forEachMember(Consumer<Member> action) {
        try (var all = store.prefixScan(LimitTerms.NODE, new StringSerializer())) {
            all.forEachRemaining(entry -> {
                var member = entry.value.getMember();
                if (member != null) action.accept(Member.of(member));
            });
        }
    }

    private static String key(Member member) {
        return LimitTerms.NODE + member.node();
    }
}
