package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * What the broker is told so that readers can come in: a listener on which everybody needs a password, and an
 * authorizer that lets those on the other listeners do everything, because they are our own parts.
 */
record ReaderListener(Readers readers) {
    private static final String NAME = "READERS";
    private static final String PREFIX = "listener.name.readers.";
    private static final String CONNECTIONS_MAX = "200";

    void addTo(Properties properties) {
        var listener = readers.listener();
        var protocol = listener.substring(0, listener.indexOf(':'));
        var address = listener.replace(protocol, NAME);
        append(properties, "listeners", address);
        append(properties, "advertised.listeners", address);
        append(properties, "listener.security.protocol.map", NAME + ":" + protocol);
        properties.setProperty("authorizer.class.name", StandardAuthorizer.class.getName());
        // Who comes in without a password comes in on a listener of ours, and is called that.
        properties.setProperty("super.users", "User:ANONYMOUS");
        properties.setProperty(PREFIX + "max.connections", CONNECTIONS_MAX);
        var mechanism = ReaderAccess.MECHANISM.mechanismName();
        properties.setProperty(PREFIX + "sasl.enabled.mechanisms", mechanism);
        properties.setProperty(
                PREFIX + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        var certificate = readers.certificate();
        if (certificate.isPresent()) encrypt(properties, certificate.get());
        if (readers.authorities().isPresent())
            demandCertificates(properties, readers.authorities().get());
    }

    private static void encrypt(Properties properties, Readers.Certificate certificate) {
        properties.setProperty(PREFIX + "ssl.keystore.type", "PEM");
        properties.setProperty(
                PREFIX + "ssl.keystore.certificate.chain", read(Readers.CERTIFICATE, certificate.chain()));
        properties.setProperty(PREFIX + "ssl.keystore.key", read(Readers.PRIVATE_KEY, certificate.privateKey()));
    }

    private static void demandCertificates(Properties properties, Path authorities) {
        properties.setProperty(PREFIX + "ssl.client.auth", "required");
        properties.setProperty(PREFIX + "ssl.truststore.type", "PEM");
        properties.setProperty(PREFIX + "ssl.truststore.certificates", read(Readers.AUTHORITIES, authorities));
    }

    private static String read(String setting, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Refusal.setting(setting, file.toString(), "the path of a PEM file that can be read");
        }
    }

    private static void append(Properties properties, String name, String value) {
        properties.setProperty(name, properties.getProperty(name) + "," + value);
    }
}
