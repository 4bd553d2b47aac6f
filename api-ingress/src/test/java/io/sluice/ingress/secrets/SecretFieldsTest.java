package io.sluice.ingress.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
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
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
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
                .withMessageContainingAll(ACCOUNT.text(), "SLUICE_KEYSET lacks its key");
    }

    @Test
    void areReadAndWrittenByTinkUnderTenantAndResource() throws GeneralSecurityException {
        var keyset = keyset(PredefinedAeadParameters.AES256_GCM);
        var tink = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        var context = (CALLER.tenant().text() + "/" + ACCOUNT.text()).getBytes(UTF_8);
        var ours = new SecretFields(json(keyset));

        var encrypted = ours.encrypt("s3cr3t", CALLER, ACCOUNT).array();
        assertThat(encrypted).hasSize(5 + 12 + "s3cr3t".length() + 16);
        assertThat(tink.decrypt(encrypted, context)).asString(UTF_8).isEqualTo("s3cr3t");
        var theirs = tink.encrypt("s3cr3t".getBytes(UTF_8), context);
        assertThat(ours.decrypt(theirs, CALLER, ACCOUNT)).isEqualTo("s3cr3t");
    }

    @Test
    void areEncryptedWithThePrimaryKeyAndDecryptedWithAny() throws GeneralSecurityException {
        var old = keyset(PredefinedAeadParameters.AES256_GCM);
        var added = KeysetHandle.newBuilder(old)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())
                .build();
        var builder = KeysetHandle.newBuilder(added);
        builder.getAt(1).makePrimary();
        var promoted = builder.build();

        var before = new SecretFields(json(old));
        var meanwhile = new SecretFields(json(added));
        var after = new SecretFields(json(promoted));
        var byOld = meanwhile.encrypt("s3cr3t", CALLER, ACCOUNT).array();
        var byNew = after.encrypt("s3cr3t", CALLER, ACCOUNT).array();
        assertThat(before.decrypt(byOld, CALLER, ACCOUNT)).isEqualTo("s3cr3t");
        assertThat(after.decrypt(byOld, CALLER, ACCOUNT)).isEqualTo("s3cr3t");
        assertThat(meanwhile.decrypt(byNew, CALLER, ACCOUNT)).isEqualTo("s3cr3t");
        assertThatIllegalStateException().isThrownBy(() -> before.decrypt(byNew, CALLER, ACCOUNT));

        var retired = KeysetHandle.newBuilder(promoted);
        retired.getAt(0).setStatus(KeyStatus.DISABLED);
        var without = new SecretFields(json(retired.build()));
        assertThatIllegalStateException().isThrownBy(() -> without.decrypt(byOld, CALLER, ACCOUNT));
    }

    @Test
    void neverUseANonceTwice() {
        var json = json(keyset(PredefinedAeadParameters.AES256_GCM));
        var nodes = List.of(new SecretFields(json), new SecretFields(json));
        var nonces = ConcurrentHashMap.<ByteBuffer>newKeySet();
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                for (var node : nodes) {
                    requests.execute(() ->
                            nonces.add(node.encrypt("s3cr3t", CALLER, ACCOUNT).slice(5, 12)));
                }
            }
        }
        assertThat(nonces).hasSize(2_000);
    }

    @Test
    void needAKeysetThatTheyCanBeEncryptedWith() {
        for (var parameters :
                List.of(PredefinedAeadParameters.XCHACHA20_POLY1305, PredefinedAeadParameters.AES128_GCM)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> secrets(parameters))
                    .withMessageContainingAll("SLUICE_KEYSET", "AES256_GCM");
        }
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
        return new SecretFields(json(keyset(parameters)));
    }

    private static KeysetHandle keyset(AeadParameters parameters) {
        try {
            AeadConfig.register();
            return KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(KeysetHandle keyset) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
