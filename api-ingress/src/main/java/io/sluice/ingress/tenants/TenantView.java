package io.sluice.ingress.tenants;

import io.sluice.schemas.avro.Tenant;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A tenant as callers see it. */
@Schema(name = "Tenant")
record TenantView(
        @Schema(example = "ten_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,
        @Schema(example = "Acme Ltd") String name,
        @Schema(example = "acme") String slug,

        @Schema(allowableValues = {"active", "suspended"}) String status,

        @Schema(
                allowableValues = {"share", "open", "closed"},
                description = "while nodes hear nothing of each other: each has a part of each limit, there are no"
                        + " limits, or nobody who has one is let in")
        String limitsFallback,

        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    static TenantView of(Tenant tenant) {
        return new TenantView(
                tenant.getId(),
                tenant.getName(),
                tenant.getSlug(),
                tenant.getStatus(),
                tenant.getLimitsFallback(),
                tenant.getCreatedAt(),
                tenant.getUpdatedAt(),
                tenant.getVersion());
    }
}
