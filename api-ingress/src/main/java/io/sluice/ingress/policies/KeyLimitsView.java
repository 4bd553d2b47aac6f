package io.sluice.ingress.policies;

import io.sluice.ingress.limits.Ceiling;
import io.sluice.ingress.limits.Standing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the limits of a key stand.
 *
 * @param node that says so
 */
@Schema(name = "KeyLimits")
record KeyLimitsView(String keyId, String node, List<One> limits) {

    @Schema(name = "KeyLimit")
    record One(
            @Schema(description = "its name in `RateLimit-Policy`")
            String policy,

            @Schema(allowableValues = {"key", "each_key", "tenant", "default"})
            String appliesTo,

            @Schema(description = "null for a limit of the key itself and for that of the platform") @Nullable
            String rateLimitId,

            @Schema(description = "that it is of; null is every route") @Nullable
            String route,

            long maxRequests,
            @Schema(description = "in seconds") int windowSize,

            @Schema(description = "whether it refuses nobody")
            boolean shadow,

            @Schema(description = "within the window, at all nodes, as far as this one knows")
            long used,

            long remaining,

            @Schema(description = "when the oldest request that counts leaves the window")
            Instant resetsAt,

            @Schema(
                    description =
                            "whether this node hears nothing of the others, and goes by what the tenant wants then")
            boolean fallback,

            @Schema(description = "what each node may admit; for those who run the platform alone") @Nullable
            List<Node> nodes) {

        static One of(Policy policy, Standing standing, @Nullable List<Ceiling> ceilings) {
            return new One(
                    policy.name(),
                    policy.appliesTo().text(),
                    policy.rule() == null ? null : policy.rule().text(),
                    policy.route(),
                    policy.limit().max(),
                    policy.windowSeconds(),
                    policy.shadow(),
                    standing.used(),
                    standing.remaining(),
                    Instant.ofEpochMilli(standing.resetsAt()),
                    standing.alone(),
                    ceilings == null ? null : ceilings.stream().map(Node::of).toList());
        }
    }

    @Schema(name = "LimitAtNode")
    record Node(
            String node,

            @Schema(description = "that it may admit and has not, as last told")
            long held,

            @Schema(description = "since the limit came into use")
            long admitted) {

        private static Node of(Ceiling ceiling) {
            return new Node(ceiling.node(), ceiling.held(), ceiling.admitted());
        }
    }
}
