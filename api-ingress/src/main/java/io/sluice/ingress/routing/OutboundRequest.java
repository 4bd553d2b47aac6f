package io.sluice.ingress.routing;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/outbounds}. */
record OutboundRequest(
        String name,
        String protocol,
        @Nullable String address,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String remark) {
    static final List<String> PROTOCOLS = List.of("direct", "socks5", "http", "shadowsocks");

    private static final String DIRECT = "direct";

    static Checked<OutboundRequest> read(Fields fields) {
        var name = fields.requiredText("name", 1, 100);
        var protocol = Optional.ofNullable(fields.word("protocol", PROTOCOLS)).orElse(DIRECT);
        var address = fields.text("address", 1, 253);
        var port = fields.integer("port", 1, 65_535);
        var username = fields.text("username", 1, 255);
        var password = fields.text("password", 1, 255);
        var remark = fields.text("remark", 0, 500);
        if (!protocol.equals(DIRECT)) {
            require(fields, "address", address, protocol);
            require(fields, "port", port, protocol);
        }
        return fields.check(() -> new OutboundRequest(name, protocol, address, port, username, password, remark));
    }

    private static void require(Fields fields, String name, @Nullable Object value, String protocol) {
        if (value == null && !fields.isWrong(name)) {
            fields.reject(name, "is missing; an outbound of the protocol " + protocol + " needs it");
        }
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateOutbound", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 100,
                    example = "via-paris",
                    description = "unique within tenant and environment")
            String name,

            @Schema(
                    allowableValues = {"direct", "socks5", "http", "shadowsocks"},
                    defaultValue = "direct")
            @Nullable
            String protocol,

            @Schema(
                    minLength = 1,
                    maxLength = 253,
                    example = "10.0.0.7",
                    description = "of the proxy; of direct, the address that connections leave from")
            @Nullable
            String address,

            @Schema(minimum = "1", maximum = "65535", example = "1080", description = "of the proxy") @Nullable
            Integer port,

            @Schema(minLength = 1, maxLength = 255) @Nullable
            String username,

            @Schema(minLength = 1, maxLength = 255, description = "never shown again") @Nullable
            String password,

            @Schema(maxLength = 500) @Nullable String remark) {}
}
