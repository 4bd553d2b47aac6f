package io.sluice.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Readers of Kafka from outside: where they come in, and who may. There are none unless a port is set.
 *
 * @param host both where the broker listens for them and what it tells them to connect to
 * @param authorities PEM file of those that vouch for readers, each of whom then shows a certificate, too
 */
record Readers(
        String host, int port, Optional<Certificate> certificate, Optional<Path> authorities, List<Reader> readers) {
    static final String PORT = "SLUICE_READER_PORT";
    static final String HOST = "SLUICE_READER_HOST";
    static final String READERS = "SLUICE_READERS";
    static final String AUTHORITIES = "SLUICE_READER_CA";
    static final String CERTIFICATE = "SLUICE_TLS_CERTIFICATE";
    static final String PRIVATE_KEY = "SLUICE_TLS_PRIVATE_KEY";

    private static final int PASSWORD_LENGTH_MIN = 12;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** One who may read, by name and password. */
    record Reader(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** PEM files: the certificate with those that vouch for it, and its key in PKCS #8. */
    record Certificate(Path chain, Path privateKey) {}

    Readers {
        readers = List.copyOf(readers);
    }

    static Optional<Readers> from(Variables variables) {
        if (variables.text(PORT).isEmpty()) return Optional.empty();
        var readers = new Readers(
                variables.text(HOST, Settings.LOOPBACK, Settings.HOST, "a host name or an IPv4 address"),
                variables.port(PORT, 0),
                certificate(variables),
                pem(variables, AUTHORITIES),
                parse(variables.text(READERS).orElse("")));
        readers.refusePasswordsInTheOpen();
        readers.refuseAuthoritiesWithoutTls();
        return Optional.of(readers);
    }

    /** As Kafka names a listener and as the ingress tells readers of it. */
    String listener() {
        return (certificate.isPresent() ? "SASL_SSL" : "SASL_PLAINTEXT") + "://" + host + ":" + port;
    }

    private static Optional<Certificate> certificate(Variables variables) {
        var chain = pem(variables, CERTIFICATE);
        var privateKey = pem(variables, PRIVATE_KEY);
        if (chain.isPresent() != privateKey.isPresent()) {
            var missing = chain.isPresent() ? PRIVATE_KEY : CERTIFICATE;
            throw Refusal.setting(missing, "", "the path of a PEM file, as the other half is set");
        }
        return chain.map(certificates -> new Certificate(certificates, privateKey.orElseThrow()));
    }

    private static Optional<Path> pem(Variables variables, String name) {
        return Settings.path(variables, name, "the path of a PEM file");
    }

    /** The passwords stay out of every refusal: one may be real and have only a wrong neighbour. */
    private static List<Reader> parse(String text) {
        var readers = new ArrayList<Reader>();
        for (var entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            var name = entry.substring(0, Math.max(colon, 0)).strip();
            var password = entry.substring(colon + 1);
            boolean known = readers.stream().anyMatch(reader -> reader.name().equals(name));
            if (!NAME.matcher(name).matches() || password.length() < PASSWORD_LENGTH_MIN || known) {
                throw Refusal.setting(
                        READERS,
                        name.isEmpty() ? "…" : name + ":…",
                        "name:password, several with commas, each name once and of a-z, 0-9 and -,"
                                + " each password at least " + PASSWORD_LENGTH_MIN + " characters long");
            }
            readers.add(new Reader(name, password));
        }
        return readers;
    }

    private void refusePasswordsInTheOpen() {
        if (certificate.isPresent() || isLoopback(host)) return;
        throw Refusal.setting(
                HOST,
                host,
                "an address of this machine alone, as long as %s and %s are not set"
                        .formatted(CERTIFICATE, PRIVATE_KEY));
    }

    private void refuseAuthoritiesWithoutTls() {
        if (certificate.isPresent() || authorities.isEmpty()) return;
        throw Refusal.setting(
                AUTHORITIES,
                authorities.get().toString(),
                "set only if %s and %s are, as certificates are shown in TLS".formatted(CERTIFICATE, PRIVATE_KEY));
    }

    private static boolean isLoopback(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw Refusal.setting(HOST, host, "a name that this machine can resolve");
        }
    }
}
