package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.KeySecret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SecretSearchTest {
    private final Secret key = Secret.key(KeySecret.generate("sk_live_").reveal());
    private final Secret password =
            Secret.of(Secret.Kind.PASSWORD, UUID.randomUUID() + " \"quoted\" \\ 100% é " + UUID.randomUUID());
    private final SecretSearch search = new SecretSearch(List.of(key, password));

    @Test
    void findsEachFormOfASecretAmongOtherBytes() {
        for (var secret : List.of(key, password)) {
            var text = secret.text();
            find(secret, "plain", text);
            find(secret, "escaped for JSON", JsonMapper.shared().writeValueAsString(text));
            find(secret, "percent-encoded", URLEncoder.encode(text, UTF_8));
            find(secret, "hexadecimal", HexFormat.of().formatHex(text.getBytes(UTF_8)));
            find(secret, "base64", Base64.getEncoder().encodeToString(("a:" + text).getBytes(UTF_8)));
            find(secret, "base64url", Base64.getUrlEncoder().encodeToString(("?~ÿ>" + text).getBytes(UTF_8)));
            find(secret, "SHA-256 in hexadecimal", HexFormat.of().formatHex(KeySecret.hash(text)));
            find(secret, "SHA-256 in base64", Base64.getEncoder().encodeToString(KeySecret.hash(text)));
        }
    }

    private void find(Secret secret, String form, String text) {
        var fresh = new SecretSearch(List.of(key, password));
        fresh.search("here", ("before " + text + " behind").getBytes(UTF_8));
        assertThat(fresh.hits())
                .as(form)
                .isNotEmpty()
                .allSatisfy(hit -> assertThat(hit.secret()).isEqualTo(secret));
    }

    @Test
    void findsAPieceOfASecret() {
        search.search("log", ("key " + key.text().substring(10, 30) + "…").getBytes(UTF_8));
        assertThat(search.hits()).containsExactly(new SecretSearch.Hit(key, "plain", "log"));
    }

    @Test
    void doesNotFindWhatMaskedKeysShow() {
        search.search("list", KeySecret.masked(key.text()).getBytes(UTF_8));
        search.search("other", KeySecret.generate("sk_live_").reveal().getBytes(UTF_8));
        assertThat(search.hits()).isEmpty();
    }

    /** Wherever in a stream it stands, also across what is read at once. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, (1 << 20) - 40, (1 << 20) - 17, (1 << 20) - 1, 1 << 20, (1 << 21) - 30, 3_000_000})
    void findsItAtEachPlaceOfAStream(int at) throws IOException {
        for (var filling : new byte[] {0, 'x'}) {
            var bytes = new byte[at + 100];
            Arrays.fill(bytes, filling);
            var secret = key.text().getBytes(UTF_8);
            System.arraycopy(secret, 0, bytes, at, secret.length);
            var fresh = new SecretSearch(List.of(key));
            fresh.search("stream", new ByteArrayInputStream(bytes));
            assertThat(fresh.hits()).hasSize(1);
            assertThat(fresh.searched()).isEqualTo(bytes.length);
        }
    }
}
