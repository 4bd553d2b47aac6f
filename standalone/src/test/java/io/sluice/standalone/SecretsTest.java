package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("secrets.properties");
    }

    @Test
    void keepsWhatItMadeAndShowsItToNobody() throws IOException {
        var made = load(Map.of());
        var read = load(Map.of());
        for (var secret : Secret.values()) assertThat(read.value(secret)).isEqualTo(made.value(secret));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void makesSecretsOfFullLength() throws IOException, GeneralSecurityException {
        var secrets = load(Map.of());
        assertThat(Base64.getDecoder().decode(secrets.value(Secret.ID_SECRET))).hasSize(32);
        AeadConfig.register();
        var keyset = TinkJsonProtoKeysetFormat.parseKeyset(
                secrets.value(Secret.KEYSET), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        var aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        var sealed = aead.encrypt(new byte[] {1}, new byte[] {2});
        assertThat(aead.decrypt(sealed, new byte[] {2})).containsExactly(1);
    }

    @Test
    void makesWhatAnOlderFileLacks() throws IOException {
        Files.writeString(file, "worker-password=old\n");
        assertThat(load(Map.of()).value(Secret.WORKER_PASSWORD)).isEqualTo("old");
        assertThat(load(Map.of()).value(Secret.USAGE_PASSWORD)).hasSize(32);
    }

    @Test
    void yieldsToTheEnvironment() throws IOException {
        var secrets = load(Map.of("SLUICE_WORKER_PASSWORD", "given"));
        assertThat(secrets.value(Secret.WORKER_PASSWORD)).isEqualTo("given");
        assertThat(load(Map.of()).value(Secret.WORKER_PASSWORD)).isNotEqualTo("given");
    }

    /** Until the key has been shown, each start makes another; after that, none does. */
    @Test
    void makesTheAdminKeyUntilItWasShown() throws IOException {
        var unseen = AdminKey.choose(Optional.empty(), load(Map.of()));
        var shown = AdminKey.choose(Optional.empty(), load(Map.of()));
        assertThat(shown.text()).isPresent().isNotEqualTo(unseen.text());
        shown.remember(load(Map.of()));
        assertThat(AdminKey.choose(Optional.empty(), load(Map.of()))).isEqualTo(AdminKey.NONE);
        assertThat(file).content().doesNotContain(shown.text().orElseThrow());
    }

    private Secrets load(Map<String, String> variables) throws IOException {
        return Secrets.load(file, new Variables(variables));
    }
}
