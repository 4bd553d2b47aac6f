package io.sluice.ingress.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdSettingsTest {
    private static final String GOOD = base64(32);
    private static final String ALSO_GOOD = base64(64);

    @Test
    void takeOneSecretOrTwoOfThirtyTwoBytesOrMore() {
        assertThat(new IdSettings(List.of(GOOD), GOOD).secrets()).containsExactly(GOOD);
        assertThat(new IdSettings(List.of(GOOD, ALSO_GOOD), ALSO_GOOD).secrets())
                .containsExactly(GOOD, ALSO_GOOD);
    }

    @Test
    void refuseNoSecretAndMoreThanTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdSettings(List.of(), GOOD))
                .withMessage("SLUICE_ID_SECRETS must hold one or two secrets but holds 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdSettings(List.of(GOOD, GOOD, GOOD), GOOD))
                .withMessage("SLUICE_ID_SECRETS must hold one or two secrets but holds 3");
    }

    static List<String> unusable() {
        return List.of(base64(31), "a secret in plain words, and a long one too", GOOD + "!", "");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @MethodSource("unusable")
    void refuseASecretByTheNameOfItsSettingAndNeverRepeatIt(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdSettings(List.of(GOOD, secret), GOOD))
                .withMessageStartingWith("SLUICE_ID_SECRETS must be base64")
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.toString()).doesNotContain(shown(secret)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdSettings(List.of(GOOD), secret))
                .withMessageStartingWith("SLUICE_IDEMPOTENCY_SECRET must be base64")
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.toString()).doesNotContain(shown(secret)));
    }

    @Test
    void printHowManySecretsThereAreAndNone() {
        assertThat(new IdSettings(List.of(GOOD, ALSO_GOOD), ALSO_GOOD)).hasToString("IdSettings[2 secrets]");
    }

    /** Every message contains the empty text. */
    private static String shown(String secret) {
        return secret.isEmpty() ? "\"\"" : secret;
    }

    private static String base64(int length) {
        var bytes = new byte[length];
        for (int at = 0; at < length; at++) bytes[at] = (byte) (at * 7 + length);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
