package io.sluice.ingress.nodes;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** On how many of the running nodes the newest state of something counts. */
@Schema(
        name = "Effective",
        description = "Where the newest state of the key and of its role counts: on `nodes` of the `of` nodes that"
                + " run. A node that was silent for 10 s does not count as running.")
public record Effective(
        @Schema(example = "3") int nodes,
        @Schema(example = "3") int of,

        @Schema(description = "when the last of them had it, as this node has seen; null while one has not") @Nullable
        Instant since) {}
