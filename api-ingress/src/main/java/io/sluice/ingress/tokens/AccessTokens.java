package io.sluice.ingress.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs access tokens and tells them from forged ones, by ES256 and nothing else. */
@Component
public final class AccessTokens {
    /** How long one is good. Whoever is stopped is stopped at once all the same. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    /** Longer ones are not ours, and cost nothing. */
    static final int LENGTH_MAX = 1_024;

    /** What clocks of nodes may differ by. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private static final String ISSUER = "sluice";
    private static final String TENANT = "tenant_id";
    private static final String ENVIRONMENT = "environment";
    private static final String GENERATION = "generation";
    /** As OpenID Connect calls it. */
    private static final String SESSION = "sid";

    private final JWSHeader header;
    private final ECDSASigner signer;
    private final Map<String, ECDSAVerifier> verifiers = new LinkedHashMap<>();
    private final Map<String, Object> published;

    AccessTokens(TokenSettings settings) {
        List<ECKey> keys = settings.secrets().stream()
                .map(TokenSettings::decode)
                .map(SigningKey::of)
                .toList();
        try {
            var first = keys.getFirst();
            this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(JOSEObjectType.JWT)
                    .keyID(first.getKeyID())
                    .build();
            this.signer = new ECDSASigner(first);
            for (var key : keys) verifiers.put(key.getKeyID(), new ECDSAVerifier(key));
            this.published = new JWKSet(List.copyOf(keys)).toPublicJWKSet().toJSONObject();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has the curve P-256", e);
        }
    }

    /** Whether a credential is meant as a token of this kind, and is none of a key. */
    public static boolean looksLike(String credential) {
        return credential.startsWith("eyJ") && credential.indexOf('.') > 0;
    }

    public String issue(AccessToken token, Instant now) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(token.person().text())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(UUID.randomUUID().toString())
                .claim(TENANT, token.tenant().text())
                .claim(ENVIRONMENT, token.environment().text())
                .claim(SESSION, token.session().text())
                .claim(GENERATION, token.generation())
                .build();
        var signed = new SignedJWT(header, claims);
        try {
            signed.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("ES256 signs every text", e);
        }
        return signed.serialize();
    }

    /** What a token says that we have signed and that is good at this instant, or what it is instead. */
    public TokenReading read(String text, Instant now) {
        if (text.length() > LENGTH_MAX) return new TokenReading.Foreign();
        try {
            var signed = SignedJWT.parse(text);
            if (!signed.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)) return new TokenReading.Foreign();
            var verifier = verifiers.get(String.valueOf(signed.getHeader().getKeyID()));
            if (verifier == null || !signed.verify(verifier)) return new TokenReading.Foreign();
            return read(signed.getJWTClaimsSet(), now);
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return new TokenReading.Foreign();
        }
    }

    /** Ours, so all claims are there. */
    private static TokenReading read(JWTClaimsSet claims, Instant now) throws ParseException {
        boolean begun = !claims.getIssueTime().toInstant().isAfter(now.plus(SKEW));
        boolean good = now.isBefore(claims.getExpirationTime().toInstant());
        if (!ISSUER.equals(claims.getIssuer())) return new TokenReading.Foreign();
        if (!begun || !good) return new TokenReading.Past();
        return new TokenReading.Good(new AccessToken(
                PersonId.of(claims.getSubject()),
                TenantId.of(claims.getStringClaim(TENANT)),
                Environment.of(claims.getStringClaim(ENVIRONMENT)),
                SessionId.of(claims.getStringClaim(SESSION)),
                claims.getLongClaim(GENERATION)));
    }

    /** The public keys, as a JSON Web Key Set. */
    public Map<String, Object> published() {
        return published;
    }
}
