package io.sluice.ingress.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.commands.DerivedTexts;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokensTest {
    private static final RefreshToken TOKEN = token(1, 2, 3, Environment.LIVE, 1);

    private final RefreshTokens tokens = new RefreshTokens(DerivedTexts.of("secret"));

    @Test
    void areReadAsTheyWereWritten() {
        for (var token : new RefreshToken[] {
            TOKEN, token(7, 8, 9, Environment.TEST, 2), token(1, 2, 3, Environment.LIVE, 999_999_999)
        }) {
            assertThat(tokens.read(tokens.write(token))).contains(token);
        }
    }

    /** So a repetition is answered with the same one, at whatever node. */
    @Test
    void areTheSameAtEveryNodeAndEachTime() {
        assertThat(new RefreshTokens(DerivedTexts.of("secret")).write(TOKEN)).isEqualTo(tokens.write(TOKEN));
        assertThat(new RefreshTokens(DerivedTexts.of("another")).read(tokens.write(TOKEN)))
                .isEmpty();
    }

    @Test
    void cannotBeGuessedFromTheOneBefore() {
        var codes = new HashSet<String>();
        for (int sequence = 1; sequence <= 100; sequence++) {
            var text = tokens.write(token(1, 2, 3, Environment.LIVE, sequence));
            codes.add(text.substring(0, 28));
        }
        assertThat(codes).hasSize(100);
    }

    /** The code vouches for all of it: tenant, session, person, environment and place in the session. */
    @Test
    void areRefusedWhenOneLetterOfThemIsAnother() {
        var text = tokens.write(token(1, 2, 3, Environment.LIVE, 12));
        for (int at = 4; at < text.length(); at++) {
            for (char other : new char[] {'1', '2', 't', 'z'}) {
                if (text.charAt(at) == other) continue;
                var forged = text.substring(0, at) + other + text.substring(at + 1);
                assertThat(tokens.read(forged)).as(forged).isEmpty();
            }
        }
    }

    @Test
    void areRefusedWhenTheyAreCutOrLonger() {
        var text = tokens.write(TOKEN);
        for (int length = 0; length < text.length(); length++) {
            assertThat(tokens.read(text.substring(0, length))).isEmpty();
        }
        assertThat(tokens.read(text + "0")).isEmpty();
        assertThat(tokens.read(text + "0000000000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rft_", "sk_live_0123456789", "eyJ.e30.c2ln"})
    void areNothingElse(String text) {
        assertThat(tokens.read(text)).isEmpty();
    }

    private static RefreshToken token(long tenant, long session, long person, Environment environment, int sequence) {
        return new RefreshToken(
                new TenantId(new UUID(0, tenant)),
                new SessionId(new UUID(1, session)),
                new PersonId(new UUID(2, person)),
                environment,
                sequence);
    }
}
