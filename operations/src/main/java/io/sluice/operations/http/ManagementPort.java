package io.sluice.operations.http;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Health and metrics at a port of their own, for a service that serves others at its main one. These settings must be
 * absent without such a port, and a configuration file cannot leave something out.
 */
final class ManagementPort implements EnvironmentPostProcessor {
    private static final String PORT = "sluice.management.port";
    private static final String ADDRESS = "sluice.management.address";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var port = environment.getProperty(PORT, "");
        if (port.isBlank()) return;
        var settings = Map.<String, Object>of(
                "management.server.port", port, "management.server.address", environment.getRequiredProperty(ADDRESS));
        environment.getPropertySources().addLast(new MapPropertySource("sluice-management-port", settings));
    }
}
