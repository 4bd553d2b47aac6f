package io.sluice.standalone;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * What must not be guessed. Each is made once and kept, or taken from an environment variable, so that launchers with
 * different data folders can share one.
 */
enum Secret {
    SUPERUSER_PASSWORD("SLUICE_SUPERUSER_PASSWORD"),
    WORKER_PASSWORD("SLUICE_WORKER_PASSWORD"),
    INGRESS_PASSWORD("SLUICE_INGRESS_PASSWORD"),
    USAGE_PASSWORD("SLUICE_USAGE_PASSWORD"),
    REGISTRY_PASSWORD("SLUICE_REGISTRY_PASSWORD"),
    ID_SECRET("SLUICE_ID_SECRETS"),
    IDEMPOTENCY_SECRET("SLUICE_IDEMPOTENCY_SECRET"),
    TOKEN_SECRET("SLUICE_TOKEN_SECRETS"),
    KEYSET("SLUICE_KEYSET");

    private static final int PASSWORD_BYTES = 24;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String variable;

    Secret(String variable) {
        this.variable = variable;
    }

    String variable() {
        return variable;
    }

    /** Its name in the file of secrets. */
    String entry() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String generate() {
        return switch (this) {
            case SUPERUSER_PASSWORD, WORKER_PASSWORD, INGRESS_PASSWORD, USAGE_PASSWORD, REGISTRY_PASSWORD ->
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(PASSWORD_BYTES));
            case ID_SECRET, IDEMPOTENCY_SECRET, TOKEN_SECRET ->
                Base64.getEncoder().encodeToString(bytes(KEY_BYTES));
            case KEYSET -> keyset();
        };
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String keyset() {
        try {
            AeadConfig.register();
            var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            var json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            // One line, so that it fits into an environment variable.
            return json.replaceAll("\\s", "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM", e);
        }
    }
}
