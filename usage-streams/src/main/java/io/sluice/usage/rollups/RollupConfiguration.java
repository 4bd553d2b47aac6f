package io.sluice.usage.rollups;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.backlog.BacklogWatch;
import io.sluice.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RollupConfiguration {

    @Bean
    BacklogWatch backlogWatch(KafkaProperties kafka, MeterRegistry registry, Clock clock) {
        return new BacklogWatch(
                Objects.requireNonNull(kafka.getStreams().getApplicationId()),
                List.of(Topics.USAGE_REQUESTS.name()),
                kafka.buildAdminProperties(),
                registry,
                clock);
    }
}
