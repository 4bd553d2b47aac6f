package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.UpdateKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /v1/keys/{id}}: what is not named stays as it is, what is null is cleared.
 *
 * @param scopes null when they stay
 * @param clear the names of the fields that were given as null
 */
record UpdateKeyRequest(
        @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable RoleId role,
        KeyFields described,
        boolean namesAddresses,
        boolean namesServers,
        boolean namesLimits,
        List<String> clear) {

    static Checked<UpdateKeyRequest> read(Fields fields, Caller caller, RoleStore roles, Instant now) {
        var name = fields.text("name", 1, KeyFields.NAME_MAX);
        var scopes = KeyFields.scopes(fields, caller, false);
        var role = KeyFields.role(fields, caller, roles);
        var described = KeyFields.read(fields, now);
        var clear = fields.nulls();
        for (var needed : List.of("name", "scopes")) {
            if (clear.contains(needed)) fields.reject(needed, "cannot be null; leave it out to keep it");
        }
        boolean namesAddresses = fields.gives("allowed_ips");
        boolean namesServers = fields.gives("server_ids");
        boolean namesLimits = fields.gives(KeyLimitFields.FIELD);
        return fields.check(() -> new UpdateKeyRequest(
                name,
                scopes.isEmpty() ? null : scopes,
                role,
                described,
                namesAddresses,
                namesServers,
                namesLimits,
                clear));
    }

    /** @param grantsVersion of the key when the caller was found to hold as much as it */
    UpdateKey command(long grantsVersion) {
        return UpdateKey.newBuilder()
                .setName(name)
                .setDescription(described.description())
                .setNotes(described.notes())
                .setIntegration(described.integration())
                .setScopes(scopes)
                .setRoleId(role == null ? null : role.text())
                .setExpiresAt(described.expiresAt())
                .setCustomerId(described.customerId())
                .setResellerId(described.resellerId())
                .setAllowedIps(namesAddresses ? described.allowedIps() : null)
                .setServerIds(namesServers ? described.serverIds() : null)
                .setPanelUrl(described.panelUrl())
                .setRateLimits(namesLimits ? described.rateLimits() : null)
                .setClear(clear)
                .setIfGrantsVersion(grantsVersion)
                .build();
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "UpdateKey", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(minLength = 1, maxLength = 128) @Nullable
            String name,

            @Schema(
                    description = "replaces the whole list; at most what the asking key holds",
                    example = "[\"accounts:read\"]")
            @Nullable
            List<String> scopes,

            @Schema(description = "at most what the asking key holds; null clears it") @Nullable
            String roleId,

            @Schema(maxLength = 500, description = "null clears it") @Nullable
            String description,

            @Schema(maxLength = 2000, description = "null clears it") @Nullable
            String notes,

            @Schema(minLength = 1, maxLength = 100, description = "null clears it") @Nullable
            String integration,

            @Schema(description = "null is never; a time ahead wakes an expired key") @Nullable
            Instant expiresAt,

            @Schema(maxLength = 64, description = "null clears it") @Nullable
            String customerId,

            @Schema(maxLength = 64, description = "null clears it") @Nullable
            String resellerId,

            @Schema(
                    example = "[\"192.0.2.7\", \"2001:db8::/32\"]",
                    description = "replaces the whole list; null is everywhere")
            @Nullable
            List<String> allowedIps,

            @Schema(description = "replaces the whole list; null is none") @Nullable
            List<String> serverIds,

            @Schema(maxLength = 500, description = "null clears it") @Nullable
            String panelUrl,

            @Schema(description = "replaces the whole list, at most 4; null is none") @Nullable
            List<KeyLimitFields.View> rateLimits) {}
}
