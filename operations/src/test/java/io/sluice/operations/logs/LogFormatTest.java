package io.sluice.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.operations.start.RefusedStart;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class LogFormatTest {
    @Test
    void isTextUnlessJsonIsAskedFor() {
        assertThat(structured("text")).isNull();
        assertThat(structured("json")).isEqualTo("ecs");
    }

    @Test
    void isNothingElse() {
        assertThatThrownBy(() -> structured("xml"))
                .isInstanceOf(RefusedStart.class)
                .hasMessage("SLUICE_LOG_FORMAT is xml but must be text or json.");
    }

    private static @Nullable String structured(String format) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("settings", Map.of("sluice.log.format", format)));
        new LogFormat().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty("logging.structured.format.console");
    }
}
