package io.sluice.operations.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ManagementPortTest {
    private static final String ADDRESS = "sluice.management.address";

    @Test
    void opensAtItsOwnAddress() {
        var environment = with(Map.of("sluice.management.port", "9000", ADDRESS, "10.0.0.7"));
        assertThat(environment.getProperty("management.server.port")).isEqualTo("9000");
        assertThat(environment.getProperty("management.server.address")).isEqualTo("10.0.0.7");
    }

    @Test
    void isThatOfTheServiceWhereNoneIsSet() {
        var environment = with(Map.of("sluice.management.port", "", ADDRESS, "127.0.0.1"));
        assertThat(environment.getProperty("management.server.port")).isNull();
        assertThat(environment.getProperty("management.server.address")).isNull();
    }

    private static StandardEnvironment with(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        new ManagementPort().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
