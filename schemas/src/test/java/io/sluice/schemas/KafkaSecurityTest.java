package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSecurityTest {
    @TempDir
    private Path folder;

    @Test
    void saysNothingMoreThanThatThereIsNone() {
        assertThat(new KafkaSecurity("PLAINTEXT", "SCRAM-SHA-512", "", "", "", "", "").clientSettings())
                .isEqualTo(Map.of("security.protocol", "PLAINTEXT"));
    }

    @Test
    void trustsTheAuthoritiesOfTheJvmWhereNoOthersAreNamed() {
        assertThat(new KafkaSecurity("SSL", "SCRAM-SHA-512", "", "", "", "", "").clientSettings())
                .isEqualTo(Map.of("security.protocol", "SSL"));
    }

    @Test
    void readsCertificatesAndKeysFromTheirFiles() throws IOException {
        var ca = Files.writeString(folder.resolve("ca.pem"), "the authority").toString();
        var own =
                Files.writeString(folder.resolve("own.pem"), "the certificate").toString();
        var key = Files.writeString(folder.resolve("key.pem"), "the key").toString();
        assertThat(new KafkaSecurity("SSL", "SCRAM-SHA-512", "", "", ca, own, key).clientSettings())
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.certificates", "the authority",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.certificate.chain", "the certificate",
                        "ssl.keystore.key", "the key"));
    }

    // As Kafka itself reads it, whatever stands in a password.
    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-512,ScramLoginModule", "SCRAM-SHA-256,ScramLoginModule", "PLAIN,PlainLoginModule"})
    void logsInWithWhateverStandsInThePassword(String mechanism, String module) {
        var password = "a\"b\\c'd;e f";
        var settings = new KafkaSecurity("SASL_SSL", mechanism, "sluice", password, "", "", "").clientSettings();
        var jaas = new Password(settings.get("sasl.jaas.config"));
        var login = JaasContext.loadClientContext(Map.of("sasl.jaas.config", jaas))
                .configurationEntries()
                .getFirst();
        assertThat(settings).containsEntry("sasl.mechanism", mechanism);
        assertThat(login.getLoginModuleName()).endsWith("." + module);
        assertThat(login.getOptions()).isEqualTo(Map.of("username", "sluice", "password", password));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            protocol       | mechanism     | user | password | ca   | certificate | key  | refused
            TLS            | SCRAM-SHA-512 | ''   | ''       | ''   | ''          | ''   | SLUICE_KAFKA_SECURITY_PROTOCOL is "TLS"
            SASL_SSL       | GSSAPI        | u    | secret   | ''   | ''          | ''   | SLUICE_KAFKA_SASL_MECHANISM is "GSSAPI"
            SASL_SSL       | SCRAM-SHA-512 | ''   | secret   | ''   | ''          | ''   | SLUICE_KAFKA_USER is ""
            SASL_PLAINTEXT | SCRAM-SHA-512 | u    | ''       | ''   | ''          | ''   | SLUICE_KAFKA_PASSWORD is "…"
            SSL            | SCRAM-SHA-512 | u    | ''       | ''   | ''          | ''   | SLUICE_KAFKA_USER is "u"
            PLAINTEXT      | SCRAM-SHA-512 | ''   | secret   | ''   | ''          | ''   | SLUICE_KAFKA_PASSWORD is "…"
            PLAINTEXT      | SCRAM-SHA-512 | ''   | ''       | c    | ''          | ''   | SLUICE_KAFKA_CA is "c"
            SASL_PLAINTEXT | SCRAM-SHA-512 | u    | secret   | ''   | c           | k    | SLUICE_KAFKA_CERTIFICATE is "c"
            SSL            | SCRAM-SHA-512 | ''   | ''       | ''   | c           | ''   | SLUICE_KAFKA_PRIVATE_KEY is ""
            SSL            | SCRAM-SHA-512 | ''   | ''       | none | ''          | ''   | SLUICE_KAFKA_CA is "none"
            """)
    void refusesWhatCannotBeMeant(
            String protocol,
            String mechanism,
            String user,
            String password,
            String ca,
            String certificate,
            String key,
            String refused) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new KafkaSecurity(protocol, mechanism, user, password, ca, certificate, key).clientSettings())
                .withMessageStartingWith(refused)
                .withMessageNotContaining("secret");
    }

    @Test
    void keepsItsPasswordOutOfLogs() {
        assertThat(new KafkaSecurity("SASL_SSL", "PLAIN", "sluice", "secret", "", "", ""))
                .hasToString("SASL_SSL as sluice");
    }
}
