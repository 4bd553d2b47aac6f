package io.sluice.ingress.nodes;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says on how many of the running nodes a change of a key counts. */
@Component
public final class KeyProofs {
    private final LiveNodes nodes;
    private final Changes keyChanges;
    private final Changes roleChanges;

    KeyProofs(LiveNodes nodes, Changes keyChanges, Changes roleChanges) {
        this.nodes = nodes;
        this.keyChanges = keyChanges;
        this.roleChanges = roleChanges;
    }

    /**
     * Of the newest state that this node has of the key, and of its role; empty in the first two seconds of this node,
     * when it does not know yet who else runs.
     */
    public Optional<Effective> of(String key, @Nullable String role) {
        long now = System.nanoTime();
        if (!nodes.areKnown(now)) return Optional.empty();
        var running = nodes.read(now);
        int reached = (int) running.stream()
                .filter(node -> keyChanges.isReachedBy(key, node.keys()))
                .filter(node -> role == null || roleChanges.isReachedBy(role, node.roles()))
                .count();
        return Optional.of(
                new Effective(reached, running.size(), reached == running.size() ? everywhereSince(key, role) : null));
    }

    private @Nullable Instant everywhereSince(String key, @Nullable String role) {
        var ofKey = keyChanges.everywhereSince(key);
        if (role == null) return ofKey;
        var ofRole = roleChanges.everywhereSince(role);
        if (ofKey == null || ofRole == null) return null;
        return ofKey.isAfter(ofRole) ? ofKey : ofRole;
    }

    /** Of a state that has not come to this node, and so cannot be known to have come to any. */
    public Optional<Effective> ofNone() {
        long now = System.nanoTime();
        return nodes.areKnown(now)
                ? Optional.of(new Effective(0, nodes.read(now).size(), null))
                : Optional.empty();
    }
}
