package io.sluice.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sluice.operations.http.HttpConfiguration;
import io.sluice.operations.metrics.ExposedMeters;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.operations.start.Rehearsal;
import io.sluice.operations.traces.TracesConfiguration;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Imported by every service, which also imports {@code operations.yml} into its configuration. */
@Configuration(proxyBeanMethods = false)
@Import({HttpConfiguration.class, TracesConfiguration.class})
public class OperationsConfiguration {

    /** In milliseconds, as records and answers are: a row must not know a time more exactly than its reader. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    static MeterFilter exposedMeters() {
        return ExposedMeters.FILTER;
    }

    @Bean
    @ConditionalOnBooleanProperty(Rehearsal.PROPERTY)
    Rehearsal rehearsal() {
        return new Rehearsal();
    }

    @Bean
    KafkaMeters kafkaMeters(MeterRegistry registry) {
        return new KafkaMeters(registry);
    }
}
