package io.sluice.ingress.nodes;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says on how many of the running nodes a change of a key counts. */
@Component
public final class KeyProofs {
    private final LiveNodes nodes;
    private final KeyChanges changes;

    KeyProofs(LiveNodes nodes, KeyChanges changes) {
        this.nodes = nodes;
        this.changes = changes;
    }

    /**
     * Of the newest state that this node has of the key; empty in the first two seconds of this node, when it does not
     * know yet who else runs.
     */
    public Optional<Effective> of(String key) {
        long now = System.nanoTime();
        return nodes.areKnown(now) ? Optional.of(changes.reached(key, nodes.offsets(now))) : Optional.empty();
    }

    /** Of a state that has not come to this node, and so cannot be known to have come to any. */
    public Optional<Effective> ofNone() {
        long now = System.nanoTime();
        return nodes.areKnown(now)
                ? Optional.of(new Effective(0, nodes.offsets(now).size(), null))
                : Optional.empty();
    }
}
