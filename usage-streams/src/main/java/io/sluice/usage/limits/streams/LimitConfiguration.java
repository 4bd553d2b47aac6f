package io.sluice.usage.limits.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.backlog.BacklogWatch;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.usage.streams.TopologyHealth;
import io.sluice.usage.streams.TopologyRun;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    TopologyRun limitRun(
            KafkaProperties kafka, SchemaRegistry registry, LimitMeters meters, ApplicationEventPublisher events) {
        var topology = new LimitTopology(kafka.buildStreamsProperties(), registry, meters);
        return new TopologyRun("limits", topology.build(), topology.settings(), events, meters::show);
    }

    @Bean
    TopologyHealth limits(@Qualifier("limitRun") TopologyRun run) {
        return new TopologyHealth(run);
    }

    @Bean
    BacklogWatch limitBacklog(KafkaProperties kafka, MeterRegistry registry, Clock clock) {
        return new BacklogWatch(
                LimitTopology.APPLICATION,
                List.of(Topics.LIMIT_REPORTS.name()),
                kafka.buildAdminProperties(),
                registry,
                clock);
    }
}
