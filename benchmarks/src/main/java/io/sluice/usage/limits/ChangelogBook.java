package io.sluice.usage.limits;

import io.sluice.schemas.LimitId;
import io.sluice.schemas.avro.LimitMember;
import io.sluice.schemas.avro.LimitPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what it held a little while ago, for a successor that was told no more. */
final class ChangelogBook extends MemoryBook {
    private static final long REMEMBERED = 200_000_000;

    private record Version<V>(long at, @Nullable V value) {}

    private final Map<LimitId, Deque<Version<LimitPool>>> poolVersions = new LinkedHashMap<>();
    private final Map<String, Deque<Version<LimitMember>>> memberVersions = new LinkedHashMap<>();
    private long now;

    void passTo(long instant) {
        now = instant;
    }

    /** A copy of what was written until an instant. */
    ChangelogBook asOf(long instant) {
        var copy = new ChangelogBook();
        poolVersions.forEach((id, versions) -> {
            var pool = last(versions, instant);
            if (pool != null) copy.put(Pool.of(pool));
        });
        memberVersions.forEach((_, versions) -> {
            var member = last(versions, instant);
            if (member != null) copy.put(Member.of(member));
        });
        return copy;
    }

    private static <V> @Nullable V last(Deque<Version<V>> versions, long instant) {
        V last = null;
        for (var version : versions) {
            if (version.at() <= instant) last = version.value();
        }
        return last;
    }

    /** All versions of late, and the one before these. */
    private <V> void remember(Deque<Version<V>> versions, @Nullable V value) {
        versions.add(new Version<>(now, value));
        while (versions.size() > 1) {
            var oldest = versions.poll();
            if (versions.peek().at() < now - REMEMBERED) continue;
            versions.addFirst(oldest);
            return;
        }
    }

    @Override
    public void put(Pool pool) {
        super.put(pool);
        remember(poolVersions.computeIfAbsent(pool.id(), _ -> new ArrayDeque<>()), pool.toAvro(Long.MIN_VALUE / 2));
    }

    @Override
    public void remove(LimitId id) {
        super.remove(id);
        var versions = poolVersions.get(id);
        if (versions != null) remember(versions, null);
    }

    @Override
    public void put(Member member) {
        super.put(member);
        remember(memberVersions.computeIfAbsent(member.node(), _ -> new ArrayDeque<>()), member.toAvro());
    }

    @Override
    public void remove(Member member) {
        super.remove(member);
        var versions = memberVersions.get(member.node());
        if (versions != null) remember(versions, null);
    }
}
