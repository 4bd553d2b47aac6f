package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void runsWithNothingSet() {
        var settings = from(Map.of());
        assertThat(settings.data()).isEqualTo(Path.of(".sluice").toAbsolutePath());
        assertThat(settings.parts()).containsExactly("broker", "postgres", "registry", "api-ingress");
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("127.0.0.1:19092");
        assertThat(settings.registryUrl()).isEqualTo("http://127.0.0.1:18081/apis/ccompat/v7");
        assertThat(settings.jdbcUrl("sluice")).isEqualTo("jdbc:postgresql://127.0.0.1:15432/sluice");
    }

    @Test
    void takesPartsFromElsewhere() {
        var settings = from(Map.of(
                "SLUICE_PARTS", "api-ingress , registry",
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2",
                "SLUICE_REGISTRY_URL", "http://c:3/apis",
                "SLUICE_POSTGRES_HOST", "d",
                "SLUICE_POSTGRES_PORT", "4"));
        assertThat(settings.parts()).containsExactly("api-ingress", "registry");
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(settings.registryUrl()).isEqualTo("http://c:3/apis");
        assertThat(settings.jdbcUrl("x")).isEqualTo("jdbc:postgresql://d:4/x");
    }

    @Test
    void findsAFreePortForZero() {
        assertThat(from(Map.of("SLUICE_PORT", "0")).httpPort()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            setting                        | value               | expectation
            SLUICE_PORT                    | eighty              | a port from 1 to 65535, or 0 for any free one
            SLUICE_PORT                    | -1                  | a port from 1 to 65535, or 0 for any free one
            SLUICE_BROKER_PORT             | 65536               | a port from 1 to 65535, or 0 for any free one
            SLUICE_CONTROLLER_PORT         | 19092               | another port than that of SLUICE_BROKER_PORT
            SLUICE_PARTS                   | broker,zookeeper    | a comma-separated list of broker, postgres, registry, api-ingress
            SLUICE_PARTS                   | broker,             | a comma-separated list of broker, postgres, registry, api-ingress
            SLUICE_POSTGRES_HOST           | a b                 | a host name or an IPv4 address
            SLUICE_KAFKA_BOOTSTRAP_SERVERS | localhost           | host:port, or several with commas
            SLUICE_REGISTRY_URL            | localhost:8081      | an http(s) URL
            """)
    void refusesInOneLine(String setting, String value, String expectation) {
        var refusal = catchThrowableOfType(Refusal.class, () -> from(Map.of(setting, value)));
        assertThat(refusal.line()).isEqualTo("%s is \"%s\", but must be %s.", setting, value, expectation);
        assertThat(refusal.exitCode()).isEqualTo(2);
    }

    @Test
    void neverPrintsTheAdminKeyItRefuses() {
        var refusal = catchThrowableOfType(Refusal.class, () -> from(Map.of("SLUICE_ADMIN_KEY", "sk_live_short")));
        assertThat(refusal.line()).contains("SLUICE_ADMIN_KEY", "32 characters").doesNotContain("sk_live_short");
    }

    private static Settings from(Map<String, String> variables) {
        return Settings.from(new Variables(variables), List.of("api-ingress"));
    }
}
