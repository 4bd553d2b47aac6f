package io.sluice.operations.logs;

import io.sluice.operations.start.RefusedStart;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Lines for people, or one JSON object a line (Elastic Common Schema) for whatever collects them. */
final class LogFormat implements EnvironmentPostProcessor {
    private static final Map<String, Object> JSON = Map.of("logging.structured.format.console", "ecs");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var format = environment.getProperty("sluice.log.format", "text");
        switch (format) {
            case "text" -> {}
            case "json" -> environment.getPropertySources().addLast(new MapPropertySource("sluice-log-format", JSON));
            default -> throw new RefusedStart("SLUICE_LOG_FORMAT is " + format + " but must be text or json.");
        }
    }
}
