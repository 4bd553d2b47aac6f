package io.sluice.usage.rollups;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.backlog.BacklogWatch;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.usage.streams.TopologyHealth;
import io.sluice.usage.streams.TopologyRun;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RollupConfiguration {

    @Bean
    TopologyRun rollupRun(
            KafkaProperties kafka, SchemaRegistry registry, RollupMeters meters, ApplicationEventPublisher events) {
        var topology = new RollupTopology(kafka.buildStreamsProperties(), registry, meters);
        return new TopologyRun("rollups", topology.build(), topology.settings(), events, meters::show);
    }

    @Bean
    TopologyHealth rollups(@Qualifier("rollupRun") TopologyRun run) {
        return new TopologyHealth(run);
    }

    @Bean
    BacklogWatch rollupBacklog(KafkaProperties kafka, MeterRegistry registry, Clock clock) {
        return new BacklogWatch(
                Objects.requireNonNull(kafka.getStreams().getApplicationId()),
                List.of(Topics.USAGE_REQUESTS.name()),
                kafka.buildAdminProperties(),
                registry,
                clock);
    }
}
