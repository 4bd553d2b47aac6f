package io.sluice.ingress.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final AccessToken TOKEN = new AccessToken(
            new PersonId(new UUID(1, 2)),
            new TenantId(new UUID(3, 4)),
            Environment.TEST,
            new SessionId(new UUID(5, 6)),
            7);
    private static final TokenReading GOOD = new TokenReading.Good(TOKEN);
    private static final TokenReading PAST = new TokenReading.Past();
    private static final TokenReading FOREIGN = new TokenReading.Foreign();

    private final AccessTokens tokens = with(secret(1));

    @Test
    void readWhatWasIssuedForFiveMinutes() {
        var text = tokens.issue(TOKEN, NOW);
        assertThat(AccessTokens.looksLike(text)).isTrue();
        assertThat(text).hasSizeLessThan(AccessTokens.LENGTH_MAX);
        assertThat(tokens.read(text, NOW)).isEqualTo(GOOD);
        assertThat(tokens.read(text, NOW.plusSeconds(299))).isEqualTo(GOOD);
        assertThat(tokens.read(text, NOW.plusSeconds(300))).isEqualTo(PAST);
        assertThat(tokens.read(text, NOW.minusSeconds(60))).isEqualTo(PAST);
    }

    @Test
    void areGoodAtEveryNodeThatHasTheSecret() {
        assertThat(with(secret(1)).read(tokens.issue(TOKEN, NOW), NOW)).isEqualTo(GOOD);
        assertThat(with(secret(2)).read(tokens.issue(TOKEN, NOW), NOW)).isEqualTo(FOREIGN);
    }

    // First all nodes know the new one, then it signs, then the old one goes: no token in use is refused.
    @Test
    void outliveAnExchangeOfTheSecret() {
        var old = tokens.issue(TOKEN, NOW);
        var prepared = with(secret(1), secret(2));
        var exchanged = with(secret(2), secret(1));
        assertThat(exchanged.read(old, NOW)).isEqualTo(GOOD);
        assertThat(prepared.read(exchanged.issue(TOKEN, NOW), NOW)).isEqualTo(GOOD);
        assertThat(with(secret(2)).read(old, NOW)).isEqualTo(FOREIGN);
    }

    @Test
    void areReadByWhoeverHasThePublishedKeys() throws Exception {
        var keys = JWKSet.parse(tokens.published());
        assertThat(keys.getKeys()).hasSize(1).noneMatch(key -> key.isPrivate());
        var signed = SignedJWT.parse(tokens.issue(TOKEN, NOW));
        var key = (ECKey) keys.getKeyByKeyId(signed.getHeader().getKeyID());
        assertThat(signed.verify(new ECDSAVerifier(key))).isTrue();
        var both = JWKSet.parse(with(secret(1), secret(2)).published());
        assertThat(both.getKeys()).hasSize(2).noneMatch(one -> one.isPrivate());
    }

    @Test
    void areRefusedWhenOneBitOfThemIsAnother() {
        var text = tokens.issue(TOKEN, NOW);
        for (int at = 0; at < text.length() - 1; at += 7) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            if (text.charAt(at) == '.') continue;
            var forged = text.substring(0, at) + other + text.substring(at + 1);
            assertThat(tokens.read(forged, NOW)).as(forged).isEqualTo(FOREIGN);
        }
    }

    // Whoever has the public key must not be able to sign with it as if it were a secret.
    @Test
    void areSignedByNothingButTheCurve() throws Exception {
        var signed = SignedJWT.parse(tokens.issue(TOKEN, NOW));
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(signed.getHeader().getKeyID())
                .build();
        var forged = new SignedJWT(header, new JWTClaimsSet.Builder(signed.getJWTClaimsSet()).build());
        forged.sign(new MACSigner(tokens.published().toString()));
        assertThat(tokens.read(forged.serialize(), NOW)).isEqualTo(FOREIGN);
        var parts = List.of(signed.serialize().split("\\.", -1));
        var none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        assertThat(tokens.read(none + "." + parts.get(1) + ".", NOW)).isEqualTo(FOREIGN);
    }

    @Test
    void areNotWhatAnybodyElseWrites() {
        for (var text : List.of("", ".", "..", "eyJ.e30.", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA", "a".repeat(5_000))) {
            assertThat(tokens.read(text, NOW)).as(text).isEqualTo(FOREIGN);
        }
    }

    @Test
    void haveAKeyOnTheCurve() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            var key = SigningKey.of(TokenSettings.decode(secret(seed)));
            ECPrivateKey secretNumber = key.toECPrivateKey();
            assertThat(secretNumber.getS()).isPositive();
            assertThat(key.toECPublicKey().getW().getAffineX()).isPositive();
        }
    }

    @Test
    void needSecretsThatNobodyGuesses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSettings(List.of("c2hvcnQ=")))
                .withMessageStartingWith("SLUICE_TOKEN_SECRETS must be base64")
                .withMessageNotContaining("c2hvcnQ=");
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenSettings(List.of()));
        assertThat(new TokenSettings(List.of(secret(1))).toString()).doesNotContain(secret(1));
    }

    private static AccessTokens with(String... secrets) {
        return new AccessTokens(new TokenSettings(List.of(secrets)));
    }

    private static String secret(int seed) {
        var bytes = new byte[32];
        bytes[31] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
