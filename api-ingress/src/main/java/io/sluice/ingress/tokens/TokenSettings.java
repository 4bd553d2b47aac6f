package io.sluice.ingress.tokens;

import java.util.Base64;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The secrets behind access tokens; every ingress node of one installation has the same.
 *
 * @param secrets one or two, base64 of at least 32 bytes: the key of the first signs, those of both are accepted and
 *     told, so that one can be exchanged for another without refusing a token in use
 */
@ConfigurationProperties("sluice.tokens")
record TokenSettings(List<String> secrets) {
    private static final int BYTES_MIN = 32;

    TokenSettings {
        if (secrets.isEmpty() || secrets.size() > 2) {
            throw new IllegalArgumentException(
                    "SLUICE_TOKEN_SECRETS must hold one or two secrets but holds " + secrets.size());
        }
        secrets.forEach(TokenSettings::decode);
    }

    static byte[] decode(String secret) {
        try {
            var bytes = Base64.getDecoder().decode(secret);
            if (bytes.length >= BYTES_MIN) return bytes;
        } catch (IllegalArgumentException notBase64) {
            // Told below; the value itself is a secret and is not repeated.
        }
        throw new IllegalArgumentException(
                "SLUICE_TOKEN_SECRETS must be base64 of at least 32 random bytes, as `openssl rand -base64 32` prints");
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "TokenSettings[" + secrets.size() + " secrets]";
    }
}
