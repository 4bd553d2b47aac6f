package io.sluice.operations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.operations.start.RefusedStart;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Where HTTP may be served without encryption. */
class PlainHttpTest {
    private static final String ADDRESS = "server.address";
    private static final String ALLOW = "sluice.http.allow-plain";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void isServedToThisMachine(String address) {
        assertThat(start(Map.of(ADDRESS, address)).getProperty("server.ssl.bundle"))
                .isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7"})
    void isRefusedToOthers(String address) {
        assertThatThrownBy(() -> start(Map.of(ADDRESS, address)))
                .isInstanceOf(RefusedStart.class)
                .hasMessageContaining("SLUICE_TLS_CERTIFICATE")
                .hasMessageContaining("SLUICE_ALLOW_PLAIN_HTTP=true")
                .hasMessageNotContaining("\n");
    }

    @Test
    void isRefusedToOthersAtAManagementPortToo() {
        assertThatThrownBy(() -> start(Map.of(
                        ADDRESS, "127.0.0.1", "sluice.management.port", "1", "sluice.management.address", "0.0.0.0")))
                .isInstanceOf(RefusedStart.class);
    }

    @Test
    void isServedToOthersWhenSomebodySaidSo() {
        assertThat(start(Map.of(ADDRESS, "0.0.0.0", ALLOW, "true")).getProperty("server.ssl.bundle"))
                .isNull();
    }

    @Test
    void isNotAskedForByAServiceWithoutAPort() {
        var application = new SpringApplication();
        application.setWebApplicationType(WebApplicationType.NONE);
        new Https().postProcessEnvironment(with(Map.of(ADDRESS, "0.0.0.0")), application);
    }

    @Test
    void aCertificateNeedsItsKeyAndAKeyItsCertificate() {
        assertThatThrownBy(() -> start(Map.of("sluice.tls.certificate", "x.crt")))
                .hasMessage(
                        "SLUICE_TLS_CERTIFICATE and SLUICE_TLS_PRIVATE_KEY belong together: the second is not set.");
        assertThatThrownBy(() -> start(Map.of("sluice.tls.private-key", "x.key")))
                .hasMessage("SLUICE_TLS_CERTIFICATE and SLUICE_TLS_PRIVATE_KEY belong together: the first is not set.");
    }

    @Test
    void aCertificateThatCannotBeReadIsToldInOneLine() {
        assertThatThrownBy(() -> start(Map.of("sluice.tls.certificate", "x.crt", "sluice.tls.private-key", "x.key")))
                .isInstanceOf(RefusedStart.class)
                .hasMessage("HTTPS cannot be served: x.crt cannot be read as PEM certificates (NoSuchFileException).");
    }

    private static StandardEnvironment start(Map<String, Object> settings) {
        var environment = with(settings);
        var application = new SpringApplication();
        application.setWebApplicationType(WebApplicationType.SERVLET);
        new Https().postProcessEnvironment(environment, application);
        return environment;
    }

    private static StandardEnvironment with(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", new HashMap<>(settings)));
        return environment;
    }
}
