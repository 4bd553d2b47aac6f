package io.sluice.ingress.accounts;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/accounts/{id}/renew}. */
record RenewRequest(@Nullable Integer extendDays, @Nullable Long addTrafficBytes) {

    static Checked<RenewRequest> read(Fields fields) {
        var extendDays = fields.integer("extend_days", 1, ProvisionRequest.EXPIRE_DAYS_MAX);
        var traffic = fields.gibibytes("add_traffic_gb", ProvisionRequest.TRAFFIC_GB_MAX);
        boolean wrong = fields.isWrong("extend_days") || fields.isWrong("add_traffic_gb");
        if (extendDays == null && traffic == null && !wrong) {
            fields.reject("extend_days", "is missing; send extend_days, add_traffic_gb or both");
        }
        return fields.check(() -> new RenewRequest(extendDays, traffic));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "RenewAccount", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    minimum = "1",
                    maximum = "36500",
                    example = "30",
                    description = "counts from now when expired, else from the current expiry")
            @Nullable
            Integer extendDays,

            @Schema(
                    minimum = "0",
                    maximum = "1048576",
                    example = "50",
                    description = "GiB; adding to unlimited stays unlimited")
            @Nullable
            BigDecimal addTrafficGb) {}
}
