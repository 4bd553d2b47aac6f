package io.sluice.ingress.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.ingress.nodes.Effective;
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

        @Schema(allowableValues = {"sk", "pak", "xpanel", "vps"})
        String style,

        String name,
        @Nullable String description,
        @Nullable String notes,
        @Nullable String integration,
        @Nullable String customerId,
        @Nullable String resellerId,

        @Schema(description = "the secret, only in the answer that made it")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String key,

        @Schema(example = "sk_live_") String prefix,
        @Schema(example = "sk_live_…x7Qa") String masked,
        List<String> scopes,

        @Schema(description = "the role whose permissions it has besides its scopes") @Nullable
        String roleId,

        @Schema(description = "addresses and ranges that it may be used from; none is everywhere")
        List<String> allowedIps,

        List<String> serverIds,
        @Nullable String panelUrl,

        @Schema(description = "of this key alone, the shortest window first; none where there are none")
        List<KeyLimitFields.View> rateLimits,

        @Schema(allowableValues = {"active", "inactive", "expired", "revoked", "deleted"})
        String status,

        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,

        @Schema(description = "when it was given the secret that it has; null is when it was made") @Nullable
        Instant rotatedAt,

        @Schema(description = "until when the secret before works as well; null when none does") @Nullable
        Instant previousEndsAt,

        @Schema(description = "counts the changes") long version,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Effective effective) {

    /** From the record of its state, as of this instant. */
    static KeyView of(ApiKey key, @Nullable String secret, Instant now) {
        return of(key, secret, null, now);
    }

    /** The same, and where that state counts, where it is known. */
    static KeyView of(ApiKey key, @Nullable String secret, @Nullable Effective effective, Instant now) {
        var updatedAt = key.getUpdatedAt() == null ? key.getCreatedAt() : key.getUpdatedAt();
        return new KeyView(
                key.getId(),
                key.getNumber(),
                key.getTenantId(),
                key.getEnvironment(),
                key.getStyle(),
                key.getName(),
                key.getDescription(),
                key.getNotes(),
                key.getIntegration(),
                key.getCustomerId(),
                key.getResellerId(),
                secret,
                key.getPrefix(),
                key.getMasked(),
                key.getScopes(),
                key.getRoleId(),
                key.getAllowedIps(),
                key.getServerIds(),
                key.getPanelUrl(),
                key.getRateLimits().stream().map(KeyLimitFields.View::of).toList(),
                status(key, now),
                key.getCreatedAt(),
                updatedAt,
                key.getExpiresAt(),
                key.getRevokedAt(),
                key.getRotatedAt(),
                isOver(key.getPreviousEndsAt(), now) ? null : key.getPreviousEndsAt(),
                key.getVersion(),
                effective);
    }

    private static String status(ApiKey key, Instant now) {
        boolean expires = key.getStatus().equals("active") && key.getExpiresAt() != null;
        return expires && isOver(key.getExpiresAt(), now) ? "expired" : key.getStatus();
    }

    private static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
