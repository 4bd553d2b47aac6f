package io.sluice.operations.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate for this machine that vouches for itself, with its key, made by the JDK's own tool. */
record Issued(X509Certificate certificate, String certificatePem, String keyPem) {
    private static final String PASSWORD = "only-for-this-file";
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Makes one.
     *
     * @param from in the words of keytool: {@code -10d} is ten days ago
     * @param days for which it is valid
     */
    static Issued issue(Path folder, String name, String from, int days) throws Exception {
        var store = folder.resolve(name + "-" + System.nanoTime() + ".p12");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-startdate", from));
        command.addAll(List.of("-validity", Integer.toString(days), "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) throw new IOException(said);
        return read(store, name);
    }

    private static Issued read(Path file, String name) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var certificate = (X509Certificate) store.getCertificate(name);
        var key = store.getKey(name, PASSWORD.toCharArray());
        return new Issued(
                certificate, pem("CERTIFICATE", certificate.getEncoded()), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + BASE64.encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    /** Puts both where a service looks for them, each in one step, as a renewal should. */
    CertificateFiles writeTo(Path folder) throws IOException {
        return new CertificateFiles(
                replace(folder.resolve("tls.crt"), certificatePem), replace(folder.resolve("tls.key"), keyPem), "");
    }

    static Path replace(Path file, String text) throws IOException {
        var fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        return Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
