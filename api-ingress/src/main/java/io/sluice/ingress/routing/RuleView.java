package io.sluice.ingress.routing;

import io.sluice.schemas.avro.Rule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A rule as callers see it. */
@Schema(name = "Rule")
record RuleView(
        @Schema(example = "rul_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,

        @Schema(description = "the same rule for those who count in integers", example = "1")
        long number,

        String tenantId,
        @Schema(allowableValues = {"live", "test"}) String environment,
        @Schema(example = "no-mail") String name,
        @Schema(example = "DST-PORT,25,REJECT") String content,
        int priority,
        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "counts the changes") long version) {

    static RuleView of(Rule rule) {
        return new RuleView(
                rule.getId(),
                rule.getNumber(),
                rule.getTenantId(),
                rule.getEnvironment(),
                rule.getName(),
                rule.getContent(),
                rule.getPriority(),
                rule.getCreatedAt(),
                rule.getUpdatedAt(),
                rule.getVersion());
    }
}
