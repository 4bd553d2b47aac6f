package io.sluice.ingress.people;

import io.sluice.schemas.avro.Person;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person as callers see it; never the password. */
@Schema(name = "User")
record UserView(
        @Schema(example = "usr_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,
        String tenantId,
        @Schema(example = "ada@example.com") String email,
        @Nullable String name,

        @Schema(allowableValues = {"platform_admin", "tenant_admin", "staff", "reseller", "customer"})
        String kind,

        @Schema(description = "the reseller that a customer is below") @Nullable
        String parentId,

        List<String> roleIds,

        @Schema(allowableValues = {"active", "disabled", "deleted"})
        String status,

        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    static UserView of(Person person) {
        return new UserView(
                person.getId(),
                person.getTenantId(),
                person.getEmail(),
                person.getName(),
                person.getKind(),
                person.getParentId(),
                person.getRoleIds(),
                person.getStatus(),
                person.getCreatedAt(),
                person.getUpdatedAt(),
                person.getVersion());
    }
}
