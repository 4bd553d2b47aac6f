package io.sluice.ingress.accounts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account has used, as callers see it. */
@Schema(name = "Traffic")
record TrafficView(
        @Schema(example = "acc_01m7q3k8v0g5zr2d9x4w6t1yhe") String accountId,
        @Schema(example = "alice") String username,

        @Schema(description = "since it last counted from zero, as the others are")
        long uploadBytes,

        long downloadBytes,
        long usedBytes,
        @Schema(description = "GiB") BigDecimal usedGb,

        @Schema(description = "null is unlimited") @Nullable Long totalBytes,

        @Schema(description = "GiB") @Nullable BigDecimal totalGb,

        @Nullable Long remainingBytes,
        @Nullable BigDecimal remainingGb,

        @Schema(description = "with two decimals, at most 100; null is unlimited") @Nullable
        BigDecimal usedPercent,

        @Schema(allowableValues = {"no_reset", "day", "week", "month", "month_rolling", "year"})
        String resetStrategy,

        @Schema(description = "when it last counted from zero; null is since its creation") @Nullable
        Instant resetAt,

        @Schema(description = "when it counts from zero again; null is never") @Nullable
        Instant resetsAt,

        @Schema(description = "what each node has counted since ever, whatever was reset")
        List<Node> nodes) {

    /** A node that has counted for the account. */
    @Schema(name = "NodeTraffic")
    record Node(@Schema(example = "fra-1") String node, long uploadBytes, long downloadBytes, Instant reportedAt) {}

    /** The numbers that the others follow from. */
    record Counted(
            String accountId,
            String username,
            long uploadBytes,
            long downloadBytes,
            @Nullable Long totalBytes,
            String resetStrategy,
            @Nullable Instant resetAt,
            @Nullable Instant resetsAt) {}

    static TrafficView of(Counted counted, List<Node> nodes) {
        long used = counted.uploadBytes() + counted.downloadBytes();
        var total = counted.totalBytes();
        var remaining = total == null ? null : Math.max(total - used, 0);
        return new TrafficView(
                counted.accountId(),
                counted.username(),
                counted.uploadBytes(),
                counted.downloadBytes(),
                used,
                AccountView.gib(used),
                total,
                total == null ? null : AccountView.gib(total),
                remaining,
                remaining == null ? null : AccountView.gib(remaining),
                total == null ? null : percent(used, total),
                counted.resetStrategy(),
                counted.resetAt(),
                counted.resetsAt(),
                nodes);
    }

    /** Rounded down, so that 100 means used up. */
    private static BigDecimal percent(long used, long total) {
        if (used >= total) return BigDecimal.valueOf(10_000, 2);
        return BigDecimal.valueOf(used)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(total), 2, RoundingMode.DOWN);
    }
}
