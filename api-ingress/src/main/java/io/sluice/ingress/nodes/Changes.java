package io.sluice.ingress.nodes;

import io.sluice.ingress.feed.Follower;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one must have read the topic of keys, or that of roles, to have the newest state of each. A change is marked
 * with how far this node had read when it took it up: whoever has read as far has the change, too. The last
 * {@link #CHANGES_MAX} are kept; older ones share the mark of the newest of them, which is further than each needs.
 */
final class Changes implements Follower {
    static final int CHANGES_MAX = 10_000;

    /** A place in the topic, and since when all nodes have read that far, as far as this one has seen. */
    static final class Mark {
        private final List<Long> offsets;
        private @Nullable Instant everywhereSince;

        private Mark(List<Long> offsets) {
            this.offsets = offsets;
        }

        boolean isReachedBy(List<Long> read) {
            if (read.size() != offsets.size()) return false;
            for (int partition = 0; partition < read.size(); partition++) {
                if (read.get(partition) < offsets.get(partition)) return false;
            }
            return true;
        }
    }

    /** Changed since the last mark. */
    private final Set<String> unmarked = new LinkedHashSet<>();

    private final Map<String, Mark> recent = new LinkedHashMap<>();
    private final ArrayDeque<Mark> notEverywhere = new ArrayDeque<>();
    private @Nullable Mark older;

    @Override
    public synchronized void handled(String key) {
        unmarked.add(key);
    }

    @Override
    public synchronized void read(List<Long> offsets) {
        if (older != null && unmarked.isEmpty()) return;
        var mark = new Mark(offsets);
        notEverywhere.add(mark);
        // A node that lives and reads no further must not make this grow; who asks is not told since when.
        if (notEverywhere.size() > CHANGES_MAX) notEverywhere.removeFirst();
        if (older == null) older = mark;
        for (var key : unmarked) {
            recent.remove(key);
            recent.put(key, mark);
        }
        unmarked.clear();
        var eldest = recent.values().iterator();
        while (recent.size() > CHANGES_MAX) {
            older = eldest.next();
            eldest.remove();
        }
    }

    /** So far the nodes that run have read; nobody knows how far when none is heard. */
    synchronized void nodesRead(Collection<List<Long>> nodes, Instant now) {
        if (nodes.isEmpty()) return;
        while (!notEverywhere.isEmpty() && nodes.stream().allMatch(notEverywhere.getFirst()::isReachedBy)) {
            notEverywhere.removeFirst().everywhereSince = now;
        }
    }

    /** Whether one who has read so far has the newest state of this one that this node has. */
    synchronized boolean isReachedBy(String key, List<Long> read) {
        var mark = recent.getOrDefault(key, older);
        return mark != null && !unmarked.contains(key) && mark.isReachedBy(read);
    }

    /** Since when all nodes have that state; null where one has not, or nobody has seen. */
    synchronized @Nullable Instant everywhereSince(String key) {
        var mark = recent.getOrDefault(key, older);
        return mark == null || unmarked.contains(key) ? null : mark.everywhereSince;
    }
}
