package io.sluice.schemas;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Whom a service trusts as Kafka, and who it is to Kafka. What is empty is not set.
 *
 * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
 * @param mechanism how the password is shown: {@code SCRAM-SHA-512}, {@code SCRAM-SHA-256} or {@code PLAIN}
 * @param ca PEM file of the authorities that vouch for the brokers; those of the JVM when empty
 * @param certificate PEM file of the certificate by which the service is known, with those that vouch for it
 * @param privateKey PEM file of its key, in PKCS #8 and not encrypted
 */
public record KafkaSecurity(
        String protocol,
        String mechanism,
        String user,
        String password,
        String ca,
        String certificate,
        String privateKey) {
    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");

    public KafkaSecurity {
        require(PROTOCOLS.contains(protocol), "SLUICE_KAFKA_SECURITY_PROTOCOL", "one of " + PROTOCOLS, protocol);
        require(MECHANISMS.contains(mechanism), "SLUICE_KAFKA_SASL_MECHANISM", "one of " + MECHANISMS, mechanism);
        boolean login = protocol.startsWith("SASL_");
        require(login != user.isEmpty(), "SLUICE_KAFKA_USER", needed(login, "SASL_…"), user);
        require(login != password.isEmpty(), "SLUICE_KAFKA_PASSWORD", needed(login, "SASL_…"), "…");
        boolean encrypted = protocol.endsWith("SSL");
        require(encrypted || ca.isEmpty(), "SLUICE_KAFKA_CA", needed(false, "SSL"), ca);
        require(encrypted || certificate.isEmpty(), "SLUICE_KAFKA_CERTIFICATE", needed(false, "SSL"), certificate);
        require(
                certificate.isEmpty() == privateKey.isEmpty(),
                "SLUICE_KAFKA_PRIVATE_KEY",
                "set together with SLUICE_KAFKA_CERTIFICATE",
                privateKey);
    }

    /** What every client of Kafka is configured with, besides what it is for. */
    public Map<String, String> clientSettings() {
        var settings = new HashMap<String, String>();
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        if (!user.isEmpty()) {
            settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, login());
        }
        if (!ca.isEmpty()) {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, read("SLUICE_KAFKA_CA", ca));
        }
        if (!certificate.isEmpty()) {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            settings.put(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, read("SLUICE_KAFKA_CERTIFICATE", certificate));
            settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, read("SLUICE_KAFKA_PRIVATE_KEY", privateKey));
        }
        return settings;
    }

    private String login() {
        var module = mechanism.equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(module.getName(), quoted(user), quoted(password));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String needed(boolean needed, String protocol) {
        return (needed ? "set, as" : "set only if") + " SLUICE_KAFKA_SECURITY_PROTOCOL is " + protocol;
    }

    private static String read(String variable, String file) {
        return PemFile.read(variable, Path.of(file));
    }

    private static void require(boolean holds, String variable, String expectation, String value) {
        if (holds) return;
        throw new IllegalArgumentException("%s is \"%s\", but must be %s.".formatted(variable, value, expectation));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return protocol + (user.isEmpty() ? "" : " as " + user);
    }
}
