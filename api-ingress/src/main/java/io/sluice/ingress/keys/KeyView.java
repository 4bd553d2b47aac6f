package io.sluice.ingress.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.schemas.avro.ApiKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API key as callers see it: never the secret again after the answer that made it. */
@Schema(name = "Key")
record KeyView(
        @Schema(example = "key_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,
        long number,
        String tenantId,
        @Schema(allowableValues = {"live", "test"}) String environment,
        String name,
        @Nullable String description,

        @Schema(description = "the secret, only in the answer that made it")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String key,

        @Schema(example = "sk_live_") String prefix,
        @Schema(example = "sk_live_…x7Qa") String masked,
        List<String> scopes,

        @Schema(allowableValues = {"active", "expired", "revoked"})
        String status,

        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    /** From the record of its state, as of this instant. */
    static KeyView of(ApiKey key, @Nullable String secret, Instant now) {
        boolean expired = key.getExpiresAt() != null && !now.isBefore(key.getExpiresAt());
        return new KeyView(
                key.getId(),
                key.getNumber(),
                key.getTenantId(),
                key.getEnvironment(),
                key.getName(),
                key.getDescription(),
                secret,
                key.getPrefix(),
                key.getMasked(),
                key.getScopes(),
                key.getStatus().equals("active") && expired ? "expired" : key.getStatus(),
                key.getCreatedAt(),
                key.getExpiresAt(),
                key.getRevokedAt());
    }
}
