package io.sluice.ingress.commands;

import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The secrets behind the ids of commands; every ingress node of one installation has the same.
 *
 * @param secrets one or two, base64 of at least 32 bytes: the first signs, both are accepted, so that one can be
 *     exchanged for another without refusing an id in use
 * @param idempotencySecret base64 of at least 32 bytes: turns an Idempotency-Key into an id, and so must stay the same
 *     for as long as keys are remembered
 */
@ConfigurationProperties("sluice.ids")
public record IdSettings(List<String> secrets, String idempotencySecret) {
    public static final String ALGORITHM = "HmacSHA256";

    private static final int BYTES_MIN = 32;

    public IdSettings {
        if (secrets.isEmpty() || secrets.size() > 2) {
            throw new IllegalArgumentException(
                    "SLUICE_ID_SECRETS must hold one or two secrets but holds " + secrets.size());
        }
        secrets.forEach(secret -> decode("SLUICE_ID_SECRETS", secret));
        decode("SLUICE_IDEMPOTENCY_SECRET", idempotencySecret);
    }

    /** The keys for authentication codes; the first signs, all are accepted. */
    public List<SecretKeySpec> signingKeys() {
        return secrets.stream()
                .map(secret -> new SecretKeySpec(decode("SLUICE_ID_SECRETS", secret), ALGORITHM))
                .toList();
    }

    static byte[] decode(String setting, String secret) {
        try {
            var bytes = Base64.getDecoder().decode(secret);
            if (bytes.length >= BYTES_MIN) return bytes;
        } catch (IllegalArgumentException notBase64) {
            // Told below; the value itself is a secret and is not repeated.
        }
        throw new IllegalArgumentException(
                setting + " must be base64 of at least 32 random bytes, as `openssl rand -base64 32` prints");
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "IdSettings[" + secrets.size() + " secrets]";
    }
}
