package io.sluice.operations.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RequiredSettingsTest {
    private static final Map<String, Object> FILE = Map.of(
            "a", "${SLUICE_B}",
            "b", "${SLUICE_A}",
            "c", "jdbc:${SLUICE_HOST:localhost}",
            "d", "${SLUICE_NEARER:${SLUICE_FARTHER:x}}");

    @Test
    void areNamedTogetherInOneLine() {
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(RefusedStart.class)
                .hasMessage("SLUICE_A, SLUICE_B are not set.");
        assertThatThrownBy(() -> start(Map.of("SLUICE_A", "1"))).hasMessage("SLUICE_B is not set.");
    }

    @Test
    void areAllThatIsAskedFor() {
        assertThatCode(() -> start(Map.of("SLUICE_A", "1", "SLUICE_B", "2"))).doesNotThrowAnyException();
    }

    private static void start(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        environment.getPropertySources().addLast(new MapPropertySource("file", FILE));
        new RequiredSettings().postProcessEnvironment(environment, new SpringApplication());
    }
}
