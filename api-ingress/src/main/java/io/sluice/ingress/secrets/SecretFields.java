package io.sluice.ingress.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import io.sluice.ingress.admission.Caller;
import io.sluice.schemas.ResourceId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts a secret field before it is published, and decrypts it for who may see it. It is bound to its tenant and
 * resource: copied to another row it cannot be decrypted.
 */
@Component
public final class SecretFields {
    private final Aead aead;

    SecretFields(@Value("${sluice.keyset}") String keyset) {
        try {
            var aeads = AeadConfig2026.get();
            this.aead = TinkJsonProtoKeysetFormat.parseKeyset(keyset, aeads, InsecureSecretKeyAccess.get())
                    .getPrimitive(aeads, Aead.class);
        } catch (GeneralSecurityException e) {
            // Without the cause: its message may quote the keyset.
            throw new IllegalArgumentException(
                    "SLUICE_KEYSET must be a Tink AEAD keyset in JSON, as `tinkey create-keyset --key-template "
                            + "AES256_GCM` prints: " + e.getClass().getSimpleName());
        }
    }

    /** Encrypts for this resource of the caller's tenant; twice the same text gives two different results. */
    public ByteBuffer encrypt(String secret, Caller caller, ResourceId resource) {
        try {
            return ByteBuffer.wrap(aead.encrypt(secret.getBytes(UTF_8), context(caller, resource)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts every text", e);
        }
    }

    /** What was encrypted for this resource of the caller's tenant. */
    public String decrypt(byte[] encrypted, Caller caller, ResourceId resource) {
        try {
            return new String(aead.decrypt(encrypted, context(caller, resource)), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "SLUICE_KEYSET lacks the key that a secret field of " + resource.text() + " was encrypted with", e);
        }
    }

    private static byte[] context(Caller caller, ResourceId resource) {
        return (caller.tenant().text() + "/" + resource.text()).getBytes(UTF_8);
    }
}
