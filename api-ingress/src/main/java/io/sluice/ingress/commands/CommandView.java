package io.sluice.ingress.commands;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.ingress.problem.ProblemBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command as callers see it. */
@Schema(name = "Command")
record CommandView(
        @Schema(example = "cmd_01m7q3k8v0g5zr2d9x4w6t1yhe3k9q2v7b0d5z")
        String id,

        @Schema(example = "account.provision", description = "null while only the id is known") @Nullable
        String type,

        @Schema(allowableValues = {"accepted", "scheduled", "succeeded", "failed", "cancelled"})
        String status,

        @Schema(description = "null while only the Idempotency-Key is known, and not when it was first sent") @Nullable
        Instant createdAt,

        @Schema(description = "it is not applied earlier") @Nullable
        Instant notBefore,

        @Nullable Instant appliedAt,
        @Nullable String batchId,
        @Nullable Resource resource,

        @Schema(description = "the resource as it stood then; of a cancellation, the cancelled command") @Nullable
        Object result,

        @Schema(description = "why it failed") @Nullable ProblemBody error,

        @Schema(description = "what was made for this request, a password for instance; only in this answer")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Map<String, String> secrets) {

    /** What a command changes or makes. */
    @Schema(name = "ResourceReference")
    record Resource(String type, String id, String url) {}
}
