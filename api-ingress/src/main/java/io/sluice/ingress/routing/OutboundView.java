package io.sluice.ingress.routing;

import io.sluice.schemas.avro.Outbound;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An outbound as callers see it. */
@Schema(name = "Outbound")
record OutboundView(
        @Schema(example = "out_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,

        @Schema(description = "the same outbound for those who count in integers", example = "1")
        long number,

        String tenantId,
        @Schema(allowableValues = {"live", "test"}) String environment,
        @Schema(example = "via-paris") String name,

        @Schema(allowableValues = {"direct", "socks5", "http", "shadowsocks"})
        String protocol,

        @Nullable String address,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String remark,
        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    static OutboundView of(Outbound outbound) {
        return new OutboundView(
                outbound.getId(),
                outbound.getNumber(),
                outbound.getTenantId(),
                outbound.getEnvironment(),
                outbound.getName(),
                outbound.getProtocol(),
                outbound.getAddress(),
                outbound.getPort(),
                outbound.getUsername(),
                outbound.getRemark(),
                outbound.getCreatedAt(),
                outbound.getUpdatedAt(),
                outbound.getVersion());
    }
}
