package io.sluice.ingress.keys;

import io.sluice.ingress.admission.KeyVerifier.Verified;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a key to another back end. */
@Schema(name = "VerifiedKey")
record VerifiedView(
        boolean valid,

        @Schema(
                example = "API_KEY_EXPIRED",
                description = "why it is not valid, as the API itself would refuse it; null when it is")
        @Nullable
        String code,

        @Schema(description = "the same in words") @Nullable String detail,

        @Schema(description = "null when there is no such key in your tenant") @Nullable
        String keyId,

        @Nullable String tenantId,

        @Schema(allowableValues = {"live", "test"}) @Nullable
        String environment,

        @Schema(description = "all that it holds") List<String> scopes,

        @Schema(
                description =
                        "when this secret ends: with the key, or before, where a newer one replaces it; null is never")
        @Nullable
        Instant expiresAt) {

    static VerifiedView of(Verified verified) {
        var caller = verified.caller();
        var refusal = verified.refusal();
        return new VerifiedView(
                refusal == null,
                refusal == null ? null : refusal.code().name(),
                refusal == null ? null : refusal.detail(),
                caller == null ? null : caller.principal().text(),
                caller == null ? null : caller.tenant().text(),
                caller == null ? null : caller.environment().text(),
                caller == null ? List.of() : caller.scopes().held(),
                verified.expiresAt());
    }
}
