package io.sluice.ingress.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.sluice.ingress.admission.Caller;
import io.sluice.schemas.ResourceId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts a secret field before it is published, and decrypts it for who may see it. It is bound to its tenant and
 * resource: copied to another row it cannot be decrypted.
 *
 * <p>What is written is what Tink writes with the primary key of the keyset, and Tink reads it. It is not written by
 * Tink, because that keeps a source of random numbers per thread: each request has a thread of its own, and making such
 * a source was seen to be a fifth of the samples in a profile of accepting.
 */
@Component
public final class SecretFields {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Aead aead;
    private final SecretKeySpec key;
    private final byte[] prefix;
    private final SecureRandom random = new SecureRandom();

    @AccessesPartialKey // to encrypt as Tink does, see above
    SecretFields(@Value("${sluice.keyset}") String keyset) {
        var expected = "SLUICE_KEYSET must be a Tink AEAD keyset in JSON, as `tinkey create-keyset --key-template "
                + "AES256_GCM` prints: ";
        try {
            var aeads = AeadConfig2026.get();
            var parsed = TinkJsonProtoKeysetFormat.parseKeyset(keyset, aeads, InsecureSecretKeyAccess.get());
            // First, because it refuses a keyset whose primary key is disabled.
            this.aead = parsed.getPrimitive(aeads, Aead.class);
            if (!(parsed.getPrimary().getKey() instanceof AesGcmKey primary)
                    || !primary.getParameters().equals(PredefinedAeadParameters.AES256_GCM)) {
                throw new IllegalArgumentException(expected + "its primary key is not of AES256_GCM");
            }
            this.key = new SecretKeySpec(primary.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()), "AES");
            this.prefix = primary.getOutputPrefix().toByteArray();
        } catch (GeneralSecurityException e) {
            // Without the cause: its message may quote the keyset.
            throw new IllegalArgumentException(expected + e.getClass().getSimpleName());
        }
    }

    /** Encrypts for this resource of the caller's tenant; twice the same text gives two different results. */
    public ByteBuffer encrypt(String secret, Caller caller, ResourceId resource) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce));
            cipher.updateAAD(context(caller, resource));
            var text = secret.getBytes(UTF_8);
            var result = ByteBuffer.allocate(prefix.length + NONCE_BYTES + text.length + TAG_BYTES);
            result.put(prefix).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(text), result);
            return result.flip();
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
                    "a secret field of " + resource.text()
                            + " cannot be decrypted: SLUICE_KEYSET lacks its key, or it was"
                            + " written for another tenant or resource, or changed",
                    e);
        }
    }

    private static byte[] context(Caller caller, ResourceId resource) {
        return (caller.tenant().text() + "/" + resource.text()).getBytes(UTF_8);
    }
}
