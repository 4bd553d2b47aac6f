package io.sluice.operations.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracesTest {
    private final InMemorySpanExporter collected = InMemorySpanExporter.create();

    @Test
    void aRecordCarriesItsTraceToWhoReadsIt() {
        var traces = traces(Sampler.alwaysOn());
        var headers = new RecordHeaders();
        var sent = traces.send("commands.accounts", "cmd_1", headers);
        var read = traces.receive("apply", headers).orElseThrow();
        assertThat(read.getSpanContext().getTraceId())
                .isEqualTo(sent.getSpanContext().getTraceId());
        Traces.end(read, null);
        Traces.end(sent, new IllegalStateException());
        assertThat(collected.getFinishedSpanItems())
                .extracting(span -> span.getName() + " " + span.getStatus().getStatusCode())
                .containsExactly("apply UNSET", "publish commands.accounts ERROR");
    }

    @Test
    void whatNobodyCollectsCostsNoSpanFurtherOn() {
        var headers = new RecordHeaders();
        traces(Sampler.alwaysOff()).send("commands.accounts", "cmd_1", headers);
        assertThat(headers.lastHeader("traceparent")).isNotNull();
        assertThat(traces(Sampler.alwaysOn()).receive("apply", headers)).isEmpty();
    }

    @Test
    void withoutACollectorARecordIsLeftAsItIs() {
        var headers = new RecordHeaders();
        assertThat(Traces.off().send("commands.accounts", "cmd_1", headers).isRecording())
                .isFalse();
        assertThat(headers).isEmpty();
    }

    @Test
    void nothingOfTracingIsSetUpUnlessACollectorIsNamed() {
        assertThat(excluded(Map.of())).contains("WebMvcObservationAutoConfiguration");
        assertThat(excluded(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")))
                .isEmpty();
        assertThat(excluded(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector:4318/v1/traces")))
                .isEmpty();
        assertThat(excluded(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c", "OTEL_SDK_DISABLED", "true")))
                .contains("OpenTelemetrySdkAutoConfiguration");
    }

    private Traces traces(Sampler sampler) {
        var provider = SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(collected))
                .build();
        return new Traces(provider.get("test"));
    }

    private static String excluded(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        new TracesOff().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty("spring.autoconfigure.exclude", "");
    }
}
