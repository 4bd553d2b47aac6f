package io.sluice.ingress.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.schemas.avro.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account as callers see it. */
@Schema(name = "Account")
record AccountView(
        @Schema(example = "acc_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,

        @Schema(description = "the same account for those who count in integers", example = "1001")
        long number,

        String tenantId,
        @Schema(allowableValues = {"live", "test"}) String environment,
        String username,

        @Schema(description = "only in the answer that made it") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String password,

        String protocol,

        @Schema(allowableValues = {"active", "disabled", "limited", "expired", "on_hold", "deleted"})
        String state,

        @Nullable String email,
        @Nullable String remark,

        @Schema(description = "null is never, or not before the first use when there are hold_days") @Nullable
        Instant expiresAt,

        @Schema(description = "the days that begin with the first use; null when its time runs") @Nullable
        Integer holdDays,

        @Schema(description = "GiB; null is unlimited") @Nullable
        BigDecimal totalTrafficGb,

        @Schema(description = "since it last counted from zero")
        BigDecimal usedTrafficGb,

        @Schema(allowableValues = {"no_reset", "day", "week", "month", "month_rolling", "year"})
        String resetStrategy,

        @Schema(description = "when its traffic counts from zero again; null is never") @Nullable
        Instant trafficResetsAt,

        @Schema(description = "the node that serves it; null is any") @Nullable
        String node,

        @Nullable Integer port,

        @Schema(description = "KiB a second; null is unlimited") @Nullable
        Integer sendLimit,

        @Schema(description = "KiB a second; null is unlimited") @Nullable
        Integer receiveLimit,

        @Schema(description = "null is unlimited") @Nullable Integer maxConnCount,

        @Schema(description = "null is the node's own way") @Nullable
        String outboundId,

        List<String> ruleIds,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    /** From the record that results and events carry. */
    static AccountView of(Account account, @Nullable String password) {
        return new AccountView(
                account.getId(),
                account.getNumber(),
                account.getTenantId(),
                account.getEnvironment(),
                account.getUsername(),
                password,
                account.getProtocol(),
                account.getState(),
                account.getEmail(),
                account.getRemark(),
                account.getExpiresAt(),
                account.getHoldDays(),
                account.getTotalTrafficBytes() == null ? null : gib(account.getTotalTrafficBytes()),
                gib(account.getUsedTrafficBytes()),
                account.getResetStrategy(),
                account.getTrafficResetsAt(),
                account.getNode(),
                account.getPort(),
                account.getSendLimit(),
                account.getReceiveLimit(),
                account.getMaxConnCount(),
                account.getOutboundId(),
                account.getRuleIds(),
                account.getMetadata(),
                account.getCreatedAt(),
                account.getUpdatedAt(),
                account.getVersion());
    }

    /** Exact: a byte is 2^-30 GiB, which has 30 decimal digits at the most. */
    static BigDecimal gib(long bytes) {
        var gib = BigDecimal.valueOf(bytes).divide(GIB).stripTrailingZeros();
        return gib.scale() < 0 ? gib.setScale(0) : gib;
    }
}
