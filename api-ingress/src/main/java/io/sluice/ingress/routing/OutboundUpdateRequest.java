package io.sluice.ingress.routing;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /v1/outbounds/{id}}: what is not named stays as it is, what is null is cleared.
 *
 * @param clear the names of the fields that were given as null
 */
record OutboundUpdateRequest(
        @Nullable String name,
        @Nullable String address,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String remark,
        List<String> clear) {

    static Checked<OutboundUpdateRequest> read(Fields fields) {
        var name = fields.text("name", 1, 100);
        var address = fields.text("address", 1, 253);
        var port = fields.integer("port", 1, 65_535);
        var username = fields.text("username", 1, 255);
        var password = fields.text("password", 1, 255);
        var remark = fields.text("remark", 0, 500);
        var clear = fields.nulls();
        if (clear.contains("name")) fields.reject("name", "cannot be null; leave it out to keep it");
        return fields.check(() -> new OutboundUpdateRequest(name, address, port, username, password, remark, clear));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateOutbound", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 1, maxLength = 100) @Nullable
            String name,

            @Schema(minLength = 1, maxLength = 253, description = "null clears it, of direct only") @Nullable
            String address,

            @Schema(minimum = "1", maximum = "65535", description = "null clears it, of direct only") @Nullable
            Integer port,

            @Schema(minLength = 1, maxLength = 255, description = "null clears it") @Nullable
            String username,

            @Schema(minLength = 1, maxLength = 255, description = "null clears it") @Nullable
            String password,

            @Schema(maxLength = 500, description = "null clears it") @Nullable
            String remark) {}
}
