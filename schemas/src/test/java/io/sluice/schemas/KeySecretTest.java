package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"sk_live_", "sk_test_", "pak_", "xpanel_", "vps_"})
    void isThePrefixAndThirtyTwoCharactersOfBase62(String prefix) {
        var secret = KeySecret.generate(prefix);
        assertThat(secret.reveal()).matches(prefix + "[0-9A-Za-z]{32}");
        assertThat(KeySecret.parse(secret.reveal())).map(KeySecret::prefix).contains(prefix);
    }

    @Test
    void aTypingErrorFailsTheChecksum() {
        var text = KeySecret.generate("sk_live_").reveal();
        for (int at = "sk_live_".length(); at < text.length(); at++) {
            char typed = text.charAt(at) == 'x' ? 'y' : 'x';
            var mistyped = text.substring(0, at) + typed + text.substring(at + 1);
            assertThat(KeySecret.parse(mistyped)).isEmpty();
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "sk_live_", "sk_prod_0000000000000000000000000000000", "sk_live_short"})
    void refusesWhatIsNoSecret(String text) {
        assertThat(KeySecret.parse(text)).isEmpty();
    }

    @Test
    void printsOnlyItsMask() {
        var secret = KeySecret.generate("pak_");
        var text = secret.reveal();
        assertThat(secret).hasToString(text.substring(0, 8) + "…" + text.substring(text.length() - 4));
        assertThat(secret.hash()).hasSize(32).isEqualTo(KeySecret.hash(text));
    }
}
