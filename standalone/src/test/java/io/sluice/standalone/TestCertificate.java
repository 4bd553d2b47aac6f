package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that vouches for itself, with its key, as PEM files. */
record TestCertificate(Path chain, Path privateKey) {
    private static final String ALIAS = "server";
    private static final String STORE = "store.p12";
    private static final String PASSWORD = "changeit";

    static TestCertificate make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Files.createDirectories(folder);
        var store = folder.resolve(STORE);
        keytool(store);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var chain = pem(
                folder.resolve("certificate.pem"),
                "CERTIFICATE",
                keys.getCertificate(ALIAS).getEncoded());
        var key = keys.getKey(ALIAS, PASSWORD.toCharArray());
        return new TestCertificate(chain, pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()));
    }

    /** What a server shows this certificate with. */
    SSLContext context() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(chain.resolveSibling(STORE).toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store) throws IOException, InterruptedException {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2")
                .inheritIO()
                .start();
        if (made.waitFor() != 0) throw new IOException("keytool ended with status " + made.exitValue());
    }

    private static Path pem(Path file, String label, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label));
    }
}
