package io.sluice.ingress.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change that administration made, or asked for in vain. */
@Schema(name = "AuditEntry")
record AuditEntry(
        @Schema(description = "of the command that made it", example = "cmd_01m7q3k8v0g5zr2d9x4w6t1yhe")
        String id,

        @Schema(
                description = "the key or the user who asked; operator for what was set where Sluice is run",
                example = "usr_01m7q3k8v0g5zr2d9x4w6t1yhe")
        String principal,

        @Schema(description = "where the request came from", example = "203.0.113.7") @Nullable
        String address,

        @Schema(example = "role.update") String type,
        @Schema(example = "rol_01m7q3k8v0g5zr2d9x4w6t1yhe") String resourceId,
        @Schema(allowableValues = {"live", "test"}) String environment,
        Instant at,

        @Schema(description = "why it was refused; null when it was done", example = "CONFLICT") @Nullable
        String errorCode,

        @Schema(type = "object", description = "what it is about, as it stood before; null when there was none")
        @JsonRawValue
        @Nullable
        String before,

        @Schema(type = "object", description = "as it stood afterwards, null when it was refused; never a secret")
        @JsonRawValue
        @Nullable
        String after) {}
