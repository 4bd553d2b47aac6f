package io.sluice.ingress.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.commands.IdSettings;
import io.sluice.ingress.limits.Excess.Reason;
import io.sluice.schemas.Environment;
import io.sluice.schemas.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTokensTest {
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final TenantId OTHER = new TenantId(new UUID(1, 3));
    private static final String SECRET = secret(1);

    private final RefusalTokens tokens = tokens(SECRET);

    private static RefusalTokens tokens(String... secrets) {
        return new RefusalTokens(new IdSettings(List.of(secrets), secret(9)));
    }

    private static String secret(int filledWith) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) filledWith);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Refusal refusal(AppliesTo appliesTo, @Nullable String rule) {
        return new Refusal(
                "minute",
                appliesTo,
                rule,
                "key_00000000000000000000000001",
                "POST /v1/accounts",
                null,
                1_000_000_000,
                60,
                999_999_999,
                1_000,
                Reason.USED_UP,
                Instant.ofEpochMilli(1_800_000_000_123L),
                Instant.ofEpochMilli(1_800_000_060_000L),
                new UUID(5, 6));
    }

    @ParameterizedTest
    @EnumSource(AppliesTo.class)
    void tellsAllThatWasKnown(AppliesTo appliesTo) {
        for (var rule : List.of("", "lim_00000000000000000000000001")) {
            var refusal = refusal(appliesTo, rule.isEmpty() ? null : rule);
            var text = tokens.write(refusal, TENANT, Environment.LIVE);
            assertThat(tokens.read(text, TENANT, Environment.LIVE)).contains(refusal);
        }
    }

    @Test
    void isReadInItsTenantAndEnvironmentAlone() {
        var text = tokens.write(refusal(AppliesTo.KEY, null), TENANT, Environment.LIVE);
        assertThat(tokens.read(text, OTHER, Environment.LIVE)).isEmpty();
        assertThat(tokens.read(text, TENANT, Environment.TEST)).isEmpty();
    }

    @Test
    void isReadWhileItsSecretIsExchanged() {
        var text = tokens.write(refusal(AppliesTo.KEY, null), TENANT, Environment.LIVE);
        assertThat(tokens(secret(2), SECRET).read(text, TENANT, Environment.LIVE))
                .isPresent();
        assertThat(tokens(secret(2)).read(text, TENANT, Environment.LIVE)).isEmpty();
    }

    // Every bit of it is under the code.
    @Test
    void isNotReadWhenItWasChanged() {
        var text = tokens.write(refusal(AppliesTo.TENANT, null), TENANT, Environment.LIVE);
        for (int at = 0; at < text.length(); at++) {
            var changed = new StringBuilder(text);
            changed.setCharAt(at, text.charAt(at) == 'A' ? 'g' : 'A');
            assertThat(tokens.read(changed.toString(), TENANT, Environment.LIVE))
                    .as("changed at %d", at)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rfs_", "rfs_AAAA", "rfs_!", "req_k7mmns9nverj0dbgmtez8vb9"})
    void readsNothingElse(String text) {
        assertThat(tokens.read(text, TENANT, Environment.LIVE)).isEmpty();
    }

    @Test
    void readsNothingVeryLong() {
        assertThat(tokens.read("rfs_" + "A".repeat(100_000), TENANT, Environment.LIVE))
                .isEmpty();
    }
}
