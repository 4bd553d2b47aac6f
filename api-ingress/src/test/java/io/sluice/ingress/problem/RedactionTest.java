package io.sluice.ingress.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text                                                | told
            There is no key "sk_live_0123456789abcdefABCDEF".   | There is no key "sk_live_…".
            sk_test_0123456789 and pak_0123456789               | sk_test_… and pak_…
            xpanel_a-b_c0123456789/vps_0123456789               | xpanel_…
            rft_0123456789abcdefghijklmn                        | rft_…
            eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3JfMDEifQ.c2ln    | eyJ…
            was sent as text/eyjhbgcioijfuzi1nij9.eyjzdwi       | was sent as text/eyj…
            as sk_live_…, the first 8 and the last 4            | as sk_live_…, the first 8 and the last 4
            must be one of sk, pak, xpanel, vps                 | must be one of sk, pak, xpanel, vps
            task_add and key_01m7q3k8v0g5zr2d9x4w6t1yhe         | task_add and key_01m7q3k8v0g5zr2d9x4w6t1yhe
            """)
    void showsOfACredentialHowItBegins(String text, String told) {
        assertThat(Redaction.of(text)).isEqualTo(told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            path                                 | told
            /v1/keys/sk_live_0123456789abcdef    | /v1/keys/sk_live_…
            /v1/keys/sk%5Flive%5F0123456789abc   | /v1/keys/sk_live_…
            /v1/accounts/username/a%20b+c        | /v1/accounts/username/a%20b+c
            /v1/keys/%zz                         | /v1/keys/%zz
            """)
    void findsOneThatIsEncoded(String path, String told) {
        assertThat(Redaction.ofPath(path)).isEqualTo(told);
    }
}
