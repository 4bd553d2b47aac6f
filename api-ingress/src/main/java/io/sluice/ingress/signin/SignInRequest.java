package io.sluice.ingress.signin;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.Environment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/auth/token}. */
sealed interface SignInRequest {
    /**
     * Somebody signs in.
     *
     * @param tenant id or slug
     * @param email in small letters
     */
    record ByPassword(String tenant, String email, String password, Environment environment) implements SignInRequest {
        /** Never the password. */
        @Override
        public String toString() {
            return "ByPassword[tenant=" + tenant + "]";
        }
    }

    /** Somebody who has signed in wants new tokens. */
    record ByRefreshToken(String refreshToken) implements SignInRequest {
        /** Never the token. */
        @Override
        public String toString() {
            return "ByRefreshToken";
        }
    }

    static Checked<SignInRequest> read(Fields fields) {
        var grant = Optional.ofNullable(fields.word("grant_type", List.of("password", "refresh_token")))
                .orElse("password");
        return grant.equals("password") ? byPassword(fields) : byRefreshToken(fields);
    }

    private static Checked<SignInRequest> byPassword(Fields fields) {
        var tenant = Optional.ofNullable(fields.text("tenant", 1, 63)).orElse("default");
        var email = fields.requiredText("email", 1, 254).toLowerCase(Locale.ROOT);
        var password = fields.requiredText("password", 1, 128);
        var environment = Optional.ofNullable(fields.word("environment", List.of("live", "test")))
                .map(Environment::of)
                .orElse(Environment.LIVE);
        return fields.check(() -> new ByPassword(tenant, email, password, environment));
    }

    private static Checked<SignInRequest> byRefreshToken(Fields fields) {
        var token = fields.requiredText("refresh_token", 1, 200);
        return fields.check(() -> new ByRefreshToken(token));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "SignIn", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    allowableValues = {"password", "refresh_token"},
                    defaultValue = "password")
            @Nullable
            String grantType,

            @Schema(example = "acme", defaultValue = "default", description = "id or slug; with a password") @Nullable
            String tenant,

            @Schema(example = "ada@example.com", description = "with a password") @Nullable
            String email,

            @Schema(example = "correct horse battery", description = "with a password") @Nullable
            String password,

            @Schema(
                    allowableValues = {"live", "test"},
                    defaultValue = "live",
                    description = "with a password: where the tokens work")
            @Nullable
            String environment,

            @Schema(description = "with a refresh token, and nothing else is") @Nullable
            String refreshToken) {}
}
