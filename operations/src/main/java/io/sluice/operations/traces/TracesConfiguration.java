package io.sluice.operations.traces;

import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class TracesConfiguration {

    @Bean
    Traces traces(ObjectProvider<OpenTelemetry> openTelemetry) {
        var collected = openTelemetry.getIfAvailable();
        return collected == null ? Traces.off() : new Traces(collected.getTracer("io.sluice"));
    }
}
