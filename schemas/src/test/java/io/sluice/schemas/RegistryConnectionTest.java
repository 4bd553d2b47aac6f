package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConnectionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            url            | login  | ca | refused
            registry:8081  | ''     | '' | SLUICE_REGISTRY_URL is "registry:8081"
            http://a/      | ''     | '' | SLUICE_REGISTRY_URL is "http://a/"
            http://a       | secret | '' | SLUICE_REGISTRY_LOGIN is "…"
            http://a       | ''     | c  | SLUICE_REGISTRY_CA is "c"
            """)
    void refusesWhatCannotBeMeant(String url, String login, String ca, String refused) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegistryConnection(url, login, ca))
                .withMessageStartingWith(refused)
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesAFileWithoutCertificates() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RegistryConnection("https://a", "", empty.toString()).client(Duration.ofSeconds(1)))
                .withMessageStartingWith("SLUICE_REGISTRY_CA is \"" + empty + "\"");
    }

    // A registry that is asked so loses questions, but only now and then, and only of several at once.
    @Test
    void doesNotOfferHttp2() {
        try (var client = RegistryConnection.to("http://a").client(Duration.ofSeconds(1))) {
            assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void keepsItsPasswordOutOfLogs() {
        assertThat(new RegistryConnection("https://a", "sluice:secret", "")).hasToString("https://a");
    }
}
