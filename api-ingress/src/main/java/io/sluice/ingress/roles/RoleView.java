package io.sluice.ingress.roles;

import io.sluice.schemas.avro.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role as callers see it. */
@Schema(name = "Role")
record RoleView(
        @Schema(example = "rol_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,

        @Schema(description = "the same role for those who count in integers", example = "5")
        long number,

        String tenantId,
        @Schema(example = "Shop") String name,
        @Nullable String description,
        @Schema(example = "[\"accounts:*\"]") List<String> permissions,

        @Schema(description = "it came with the tenant and stays as it is")
        boolean builtin,

        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    static RoleView of(Role role) {
        return new RoleView(
                role.getId(),
                role.getNumber(),
                role.getTenantId(),
                role.getName(),
                role.getDescription(),
                role.getPermissions(),
                role.getBuiltin(),
                role.getCreatedAt(),
                role.getUpdatedAt(),
                role.getVersion());
    }
}
