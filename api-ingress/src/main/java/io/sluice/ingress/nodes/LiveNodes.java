package io.sluice.ingress.nodes;

import io.sluice.schemas.avro.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far each ingress has read the keys and the roles, as it told last. One that has been silent for {@link #SILENT}
 * counts as stopped. Time is that of this node since it heard of it, so that no other node's clock matters.
 */
final class LiveNodes {
    /** Ten heartbeats: a pause for garbage, or of a busy machine, is no end. */
    static final Duration SILENT = Duration.ofSeconds(10);

    /** More than any installation has; what is told of further ones is not kept. */
    private static final int NODES_MAX = 1_000;

    /** Twice the time between two heartbeats: after it everybody who runs was heard. */
    private static final Duration SETTLED = NodeReporter.BEAT.multipliedBy(2);

    /** For each partition of the keys, and of the roles, the offset that comes next. */
    record Read(List<Long> keys, List<Long> roles) {}

    private record Told(Read read, long atNanos) {}

    private final Map<String, Told> byId = new ConcurrentHashMap<>();
    private volatile @Nullable Long firstNanos;

    /** Called by one thread; nothing is told of a node that has stopped in order. */
    void tell(String id, @Nullable Node node, long nowNanos) {
        if (firstNanos == null) firstNanos = nowNanos;
        byId.values().removeIf(told -> isSilent(told, nowNanos));
        if (node == null) byId.remove(id);
        else if (byId.size() < NODES_MAX || byId.containsKey(id)) {
            byId.put(id, new Told(new Read(node.getKeyOffsets(), node.getRoleOffsets()), nowNanos));
        }
    }

    /** Whether all that run have had the time to be heard since this node began to listen. */
    boolean areKnown(long nowNanos) {
        var first = firstNanos;
        return first != null && nowNanos - first >= SETTLED.toNanos();
    }

    /** How far each of those that run has read. */
    Collection<Read> read(long nowNanos) {
        return byId.values().stream()
                .filter(told -> !isSilent(told, nowNanos))
                .map(Told::read)
                .toList();
    }

    private static boolean isSilent(Told told, long nowNanos) {
        return nowNanos - told.atNanos() > SILENT.toNanos();
    }
}
