package io.sluice.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Files that operators name, with certificates or keys in PEM. */
final class PemFile {
    private PemFile() {}

    /** @throws IllegalArgumentException naming the variable, when the file cannot be read */
    static String read(String variable, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s is \"%s\", but must be the path of a PEM file that can be read.".formatted(variable, file), e);
        }
    }

    /**
     * TLS in which the authorities of this file are trusted and no other.
     *
     * @throws IllegalArgumentException naming the variable, when the file holds no certificates
     */
    static SSLContext trusting(String variable, Path file) {
        try (var in = Files.newInputStream(file)) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + (trusted.size() + 1), authority);
            }
            if (trusted.size() == 0) throw new GeneralSecurityException("no certificate in it");
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s is \"%s\", but must be the path of a PEM file with certificates.".formatted(variable, file), e);
        }
    }
}
