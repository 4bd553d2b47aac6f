package io.sluice.ingress.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Scopes;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretFieldsTest {
    private static final Caller CALLER = caller(1);
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 7));

    private final SecretFields secrets = secrets();

    @Test
    void areDecryptedForTheirOwnResource() {
        var encrypted = secrets.encrypt("s3cr3t é🍉", CALLER, ACCOUNT).array();
        assertThat(secrets.decrypt(encrypted, CALLER, ACCOUNT)).isEqualTo("s3cr3t é🍉");
    }

    @Test
    void areNotDecryptedForAnotherResourceOrTenantOrWithAnotherKey() {
        var encrypted = secrets.encrypt("s3cr3t", CALLER, ACCOUNT).array();
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.decrypt(encrypted, CALLER, new AccountId(new UUID(0, 8))));
        assertThatIllegalStateException().isThrownBy(() -> secrets.decrypt(encrypted, caller(2), ACCOUNT));
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets().decrypt(encrypted, CALLER, ACCOUNT))
                .withMessage("SLUICE_KEYSET lacks the key that a secret field of " + ACCOUNT + " was encrypted with");
    }

    @Test
    void areEncryptedDifferentlyEachTime() {
        assertThat(secrets.encrypt("s3cr3t", CALLER, ACCOUNT)).isNotEqualTo(secrets.encrypt("s3cr3t", CALLER, ACCOUNT));
    }

    @Test
    void needAKeysetThatTheyCanBeEncryptedWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets(PredefinedAeadParameters.XCHACHA20_POLY1305))
                .withMessageContainingAll("SLUICE_KEYSET", "AES-GCM");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretFields("{}"))
                .withMessageContaining("SLUICE_KEYSET");
    }

    private static Caller caller(int tenant) {
        return new Caller(
                new KeyId(new UUID(0, 1)),
                new TenantId(new UUID(0, tenant)),
                Environment.LIVE,
                new Scopes(List.of("*:*")));
    }

    private static SecretFields secrets() {
        return secrets(PredefinedAeadParameters.AES256_GCM);
    }

    private static SecretFields secrets(AeadParameters parameters) {
        try {
            AeadConfig.register();
            var keyset = KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
            return new SecretFields(TinkJsonProtoKeysetFormat.serializeKeyset(
                    keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
