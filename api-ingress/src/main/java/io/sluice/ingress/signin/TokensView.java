package io.sluice.ingress.signin;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** What signing in gives, and each refresh token after it. */
@Schema(name = "Tokens")
record TokensView(
        @Schema(description = "a JWT, signed by ES256; send it as `Authorization: Bearer …`")
        String accessToken,

        @Schema(allowableValues = "Bearer") String tokenType,
        @Schema(description = "seconds", example = "300") long expiresIn,

        @Schema(description = "good once, for the next tokens")
        String refreshToken,

        @Schema(description = "used by then, it brings a new one of as long a life")
        Instant refreshExpiresAt,

        @Schema(example = "ses_01m7q3k8v0g5zr2d9x4w6t1yhe") String sessionId,
        @Schema(example = "usr_01m7q3k8v0g5zr2d9x4w6t1yhe") String userId,
        String tenantId,
        @Schema(allowableValues = {"live", "test"}) String environment) {}
