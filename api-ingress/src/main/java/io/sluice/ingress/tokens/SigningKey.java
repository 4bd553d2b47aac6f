package io.sluice.ingress.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/**
 * The key of the curve P-256 that belongs to a secret. A secret of random bytes is made anywhere in one line, and every
 * node finds the same key in it; a key of its own form would need tools that few have at hand.
 */
final class SigningKey {
    private SigningKey() {}

    /** Private and public, named by its thumbprint. */
    static ECKey of(byte[] secret) {
        var curve = CustomNamedCurves.getByName("P-256");
        // 512 bits, so that no number up to the order of the curve is likelier than another.
        var random = new BigInteger(1, hmac(secret));
        var number = random.mod(curve.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
        var point = curve.getG().multiply(number).normalize();
        int bits = curve.getCurve().getFieldSize();
        try {
            return new ECKey.Builder(
                            Curve.P_256,
                            ECKey.encodeCoordinate(bits, point.getAffineXCoord().toBigInteger()),
                            ECKey.encodeCoordinate(bits, point.getAffineYCoord().toBigInteger()))
                    .d(ECKey.encodeCoordinate(bits, number))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret, "HmacSHA512"));
            return mac.doFinal("sluice ES256".getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA512", e);
        }
    }
}
