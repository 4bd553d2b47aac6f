package io.sluice.ingress.accounts;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/accounts}. */
record ProvisionRequest(
        String username,
        @Nullable String password,
        String protocol,
        @Nullable String email,
        @Nullable String remark,
        @Nullable Integer expireDays,
        @Nullable Instant expiresAt,
        @Nullable Long totalTrafficBytes,
        @Nullable String resetStrategy,
        boolean onHold,
        ServiceFields service,
        Map<String, String> metadata) {

    static final List<String> PROTOCOLS = List.of("vless", "vmess", "trojan", "shadowsocks", "socks5", "http");

    static final List<String> RESET_STRATEGIES = List.of("no_reset", "day", "week", "month", "month_rolling", "year");

    /** A hundred years: longer is meant as never. */
    static final int EXPIRE_DAYS_MAX = 36_500;

    /** 1 PiB. */
    static final int TRAFFIC_GB_MAX = 1 << 20;

    static Checked<ProvisionRequest> read(Fields fields, Instant now) {
        var username = fields.requiredText("username", 1, 100);
        var password = fields.text("password", 8, 128);
        var protocol = Optional.ofNullable(fields.word("protocol", PROTOCOLS)).orElse("vless");
        var email = email(fields);
        var remark = fields.text("remark", 0, 500);
        var expireDays = fields.integer("expire_days", 1, EXPIRE_DAYS_MAX);
        var expiresAt = fields.instant("expires_at");
        var traffic = fields.gibibytes("total_traffic_gb", TRAFFIC_GB_MAX);
        var resetStrategy = fields.word("reset_strategy", RESET_STRATEGIES);
        var onHold = fields.flag("on_hold");
        var service = ServiceFields.read(fields);
        var metadata = fields.labels("metadata", 50, 40, 500);
        if (expireDays != null && expiresAt != null) {
            fields.reject("expires_at", "was sent together with expire_days; send one of the two");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.reject("expires_at", "is " + expiresAt + " but must lie in the future");
        }
        if (onHold && expireDays == null && !fields.isWrong("expire_days")) {
            fields.reject("on_hold", "needs expire_days: the days that begin with the first use");
        }
        return fields.check(() -> new ProvisionRequest(
                username,
                password,
                protocol,
                email,
                remark,
                expireDays,
                expiresAt,
                traffic,
                resetStrategy,
                onHold,
                service,
                metadata));
    }

    static @Nullable String email(Fields fields) {
        var email = fields.text("email", 3, 254);
        if (email != null && !canBeAddress(email)) {
            fields.reject("email", "must be an address like a@example.com");
        }
        return email;
    }

    /** Only what no address lacks: one @ inside and no white space. Whether it exists, only a message to it tells. */
    private static boolean canBeAddress(String text) {
        int at = text.indexOf('@');
        if (at <= 0 || at != text.lastIndexOf('@') || at == text.length() - 1) return false;
        for (int i = 0; i < text.length(); i++) if (Character.isWhitespace(text.charAt(i))) return false;
        return true;
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "ProvisionAccount", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 100,
                    example = "alice",
                    description = "unique within tenant and environment")
            String username,

            @Schema(minLength = 8, maxLength = 128, description = "made and shown once when absent") @Nullable
            String password,

            @Schema(
                    allowableValues = {"vless", "vmess", "trojan", "shadowsocks", "socks5", "http"},
                    defaultValue = "vless")
            @Nullable
            String protocol,

            @Schema(minLength = 3, maxLength = 254, example = "alice@example.com") @Nullable
            String email,

            @Schema(maxLength = 500) @Nullable String remark,

            @Schema(
                    minimum = "1",
                    maximum = "36500",
                    example = "30",
                    description = "counted from the instant of application; null is never")
            @Nullable
            Integer expireDays,

            @Schema(description = "instead of expire_days") @Nullable
            Instant expiresAt,

            @Schema(minimum = "0", maximum = "1048576", example = "100", description = "GiB; null is unlimited")
            @Nullable
            BigDecimal totalTrafficGb,

            @Schema(
                    allowableValues = {"no_reset", "day", "week", "month", "month_rolling", "year"},
                    defaultValue = "no_reset",
                    description = "when used traffic counts from zero again: at midnight UTC, on Mondays, firsts of "
                            + "months, firsts of January; month_rolling on the day and at the time of creation")
            @Nullable
            String resetStrategy,

            @Schema(defaultValue = "false", description = "whether expire_days begin with the first use only") @Nullable
            Boolean onHold,

            @Schema(
                    minLength = 1,
                    maxLength = 64,
                    example = "fra-1",
                    description = "the node that serves it; null is any, or `default` for one with a port for itself")
            @Nullable
            String node,

            @Schema(
                    minimum = "1",
                    maximum = "65535",
                    description = "of protocols that cannot tell users apart on one port (socks5, http; shadowsocks "
                            + "when it is given) it belongs to this account alone on its node; assigned to socks5 and "
                            + "http when absent")
            @Nullable
            Integer port,

            @Schema(minimum = "1", maximum = "10000000", description = "KiB a second; null is unlimited") @Nullable
            Integer sendLimit,

            @Schema(minimum = "1", maximum = "10000000", description = "KiB a second; null is unlimited") @Nullable
            Integer receiveLimit,

            @Schema(minimum = "1", maximum = "100000", description = "connections at once; null is unlimited") @Nullable
            Integer maxConnCount,

            @Schema(description = "of the way out that its traffic takes, or else outbound_name") @Nullable
            String outboundId,

            @Schema(minLength = 1, maxLength = 100, example = "via-paris") @Nullable
            String outboundName,

            @Schema(description = "at most 100, or else rule_names") @Nullable
            List<String> ruleIds,

            @Schema(description = "at most 100", example = "[\"no-mail\"]") @Nullable
            List<String> ruleNames,

            @Schema(description = "at most 50 texts of at most 500 characters") @Nullable
            Map<String, String> metadata) {}
}
