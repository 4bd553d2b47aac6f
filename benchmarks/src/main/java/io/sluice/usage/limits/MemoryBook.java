package io.sluice.usage.limits;

import io.sluice.schemas.LimitId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Does not outlast its process. */
class MemoryBook implements Book {
    private final Map<LimitId, Pool> pools = new LinkedHashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();

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
