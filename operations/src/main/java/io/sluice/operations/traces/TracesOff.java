package io.sluice.operations.traces;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * While no collector is named there is nothing of tracing in a service: no filter before a request, no span that is
 * made and thrown away. Spring would set up all of it and only not send.
 */
final class TracesOff implements EnvironmentPostProcessor {
    private static final List<String> COLLECTORS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    private static final String BOOT = "org.springframework.boot.";
    private static final String EXCLUDED = Stream.of(
                    "opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
                    "opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
                    "opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration",
                    "micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
                    "micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration",
                    "micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
                    "micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
                    "webmvc.autoconfigure.WebMvcObservationAutoConfiguration")
            .map(BOOT::concat)
            .reduce((one, other) -> one + "," + other)
            .orElseThrow();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean disabled = environment.getProperty("OTEL_SDK_DISABLED", Boolean.class, false);
        boolean collected = COLLECTORS.stream()
                .anyMatch(name -> !environment.getProperty(name, "").isBlank());
        if (collected && !disabled) return;
        var settings = Map.<String, Object>of("spring.autoconfigure.exclude", EXCLUDED);
        environment.getPropertySources().addLast(new MapPropertySource("sluice-traces-off", settings));
    }
}
