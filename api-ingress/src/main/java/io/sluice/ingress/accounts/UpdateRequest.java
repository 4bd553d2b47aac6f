package io.sluice.ingress.accounts;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /v1/accounts/{id}}: what is not named stays as it is, what is null is cleared.
 *
 * @param clear the names of the fields that were given as null
 */
record UpdateRequest(
        @Nullable String email,
        @Nullable String remark,
        @Nullable Instant expiresAt,
        @Nullable Long totalTrafficBytes,
        @Nullable String resetStrategy,
        ServiceFields service,
        @Nullable Map<String, String> metadata,
        List<String> clear) {

    static Checked<UpdateRequest> read(Fields fields, Instant now) {
        var email = ProvisionRequest.email(fields);
        var remark = fields.text("remark", 0, 500);
        var expiresAt = fields.instant("expires_at");
        var traffic = fields.gibibytes("total_traffic_gb", ProvisionRequest.TRAFFIC_GB_MAX);
        var resetStrategy = fields.word("reset_strategy", ProvisionRequest.RESET_STRATEGIES);
        var service = ServiceFields.read(fields);
        var metadata = fields.labels("metadata", 50, 40, 500);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.reject("expires_at", "is " + expiresAt + " but must lie in the future");
        }
        var given = fields.names("metadata") ? metadata : null;
        return fields.check(() ->
                new UpdateRequest(email, remark, expiresAt, traffic, resetStrategy, service, given, fields.nulls()));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateAccount", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 3, maxLength = 254, description = "null clears it") @Nullable
            String email,

            @Schema(maxLength = 500, description = "null clears it") @Nullable
            String remark,

            @Schema(description = "null is never; a time ends the hold of an account on hold") @Nullable
            Instant expiresAt,

            @Schema(minimum = "0", maximum = "1048576", description = "GiB; null is unlimited") @Nullable
            BigDecimal totalTrafficGb,

            @Schema(
                    allowableValues = {"no_reset", "day", "week", "month", "month_rolling", "year"},
                    description = "null is no_reset")
            @Nullable
            String resetStrategy,

            @Schema(minLength = 1, maxLength = 64, description = "null is any, or `default` with a port for itself")
            @Nullable
            String node,

            @Schema(minimum = "1", maximum = "65535", description = "null only where ports are shared") @Nullable
            Integer port,

            @Schema(minimum = "1", maximum = "10000000", description = "KiB a second; null is unlimited") @Nullable
            Integer sendLimit,

            @Schema(minimum = "1", maximum = "10000000", description = "KiB a second; null is unlimited") @Nullable
            Integer receiveLimit,

            @Schema(minimum = "1", maximum = "100000", description = "null is unlimited") @Nullable
            Integer maxConnCount,

            @Schema(description = "or else outbound_name; null is the node's own way") @Nullable
            String outboundId,

            @Schema(minLength = 1, maxLength = 100, description = "null is the node's own way") @Nullable
            String outboundName,

            @Schema(description = "replaces the whole list, or else rule_names; null is none") @Nullable
            List<String> ruleIds,

            @Schema(description = "replaces the whole list; null is none") @Nullable
            List<String> ruleNames,

            @Schema(description = "replaces the whole of it") @Nullable
            Map<String, String> metadata) {}
}
