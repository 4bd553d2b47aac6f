package io.sluice.usage.limits;

import io.sluice.schemas.LimitId;
import java.util.Optional;
import java.util.function.Consumer;

/** What a fold knows, kept where it outlasts the process. */
public interface Book {
    Optional<Pool> find(LimitId id);

    void put(Pool pool);

    void remove(LimitId id);

    /** Pools may be put while they are walked through. */
    void forEachPool(Consumer<Pool> action);

    void put(Member member);

    void remove(Member member);

    void forEachMember(Consumer<Member> action);
}
