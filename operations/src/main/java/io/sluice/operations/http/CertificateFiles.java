package io.sluice.operations.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The files behind HTTPS, as they lie on the disk at present.
 *
 * @param certificate PEM: that of this server first, then those that vouch for it
 * @param privateKey PEM: PKCS#8, or what openssl writes for RSA and EC
 * @param password of an encrypted key; empty for none
 */
record CertificateFiles(Path certificate, Path privateKey, String password) {
    /** What an automatic renewal leaves of the time in which somebody can still act. */
    private static final Duration SOON = Duration.ofDays(7);

    private static final byte[] PROBE = {1};

    /** What keeps them from being served, as one sentence for who can mend it; empty when they serve. */
    Optional<String> fault(Instant now) {
        try {
            var chain = chain();
            var key = key();
            var own = chain.getFirst();
            if (!own.getNotAfter().toInstant().isAfter(now)) {
                return told(
                        certificate, "expired at " + own.getNotAfter().toInstant() + ": put one there that is valid");
            }
            if (own.getNotBefore().toInstant().isAfter(now)) {
                return told(
                        certificate, "is not valid before " + own.getNotBefore().toInstant());
            }
            if (!belongTogether(own.getPublicKey(), key)) {
                return told(privateKey, "is not the key of the first certificate in " + certificate);
            }
            return Optional.empty();
        } catch (Unreadable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What will keep them from being served within a week. */
    Optional<String> warning(Instant now) {
        try {
            var end = chain().getFirst().getNotAfter().toInstant();
            return end.isAfter(now.plus(SOON)) ? Optional.empty() : told(certificate, "expires at " + end);
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private List<X509Certificate> chain() throws Unreadable {
        try {
            return PemContent.load(certificate).getCertificates();
        } catch (IOException | IllegalStateException e) {
            throw new Unreadable(certificate, "cannot be read as PEM certificates", e);
        }
    }

    private PrivateKey key() throws Unreadable {
        try {
            var key = PemContent.load(privateKey).getPrivateKey(password.isEmpty() ? null : password);
            if (key != null) return key;
            throw new Unreadable(privateKey, "holds no private key", null);
        } catch (IOException | IllegalStateException e) {
            throw new Unreadable(privateKey, "cannot be read as a PEM private key", e);
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        if (!publicKey.getAlgorithm().equals(key.getAlgorithm())) return false;
        try {
            var signer = Signature.getInstance(algorithm(key));
            signer.initSign(key);
            signer.update(PROBE);
            var signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static Optional<String> told(Path file, String what) {
        return Optional.of(file + " " + what);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return certificate + ", " + privateKey;
    }

    /** A file that is missing, forbidden or not what it should be; never what stands in it. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(Path file, String what, @Nullable Exception why) {
            super(file + " " + what
                    + (why instanceof IOException ? " (" + why.getClass().getSimpleName() + ")" : ""));
        }
    }
}
