package io.sluice.ingress.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.ingress.nodes.NodeName;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.LimitState;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {
    private static final String PURPOSE = "ingress-limits";

    /** A report that has not arrived by then is older than those that follow it. */
    private static final Map<String, Object> PRODUCER = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            PURPOSE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            0,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            1_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            1_500);

    @Bean
    BrokerClock brokerClock(MeterRegistry meters) {
        var clock = new BrokerClock();
        Gauge.builder("sluice.limits.clock.uncertainty", clock, LimitsConfiguration::uncertaintySeconds)
                .description("How exactly this node knows the time of the broker, by which limits count")
                .baseUnit("seconds")
                .register(meters);
        return clock;
    }

    private static double uncertaintySeconds(BrokerClock clock) {
        return clock.isKnown() ? clock.uncertainty() / 1e3 : Double.NaN;
    }

    @Bean
    Limiter limiter(NodeName node, BrokerClock brokerClock, Clock clock, MeterRegistry meters) {
        var limiter = new Limiter(
                node.text(), Topics.LIMIT_STATE.partitions(), clock.millis(), brokerClock, System::nanoTime);
        Gauge.builder("sluice.limits.in.use", limiter, Limiter::size)
                .description("Limits in use, at whatever node")
                .register(meters);
        Gauge.builder("sluice.limits.alone", limiter, Limiter::partitionsAlone)
                .description(
                        "Partitions of limits of which this node hears nothing, and goes by its part of each limit")
                .register(meters);
        return limiter;
    }

    @Bean
    TopicFeed<LimitState> limitFeed(Feeds feeds, Limiter limiter) {
        return feeds.fromBeginning(Topics.LIMIT_STATE, limiter);
    }

    @Bean
    Limits nodeLimits(Limiter limiter, BrokerClock brokerClock, TopicFeed<LimitState> limitFeed) {
        return new Limits(limiter, () -> limitFeed.caughtUp() && brokerClock.isKnown());
    }

    @Bean
    LimitReports limitReports(
            Limiter limiter,
            BrokerClock brokerClock,
            KafkaProperties kafka,
            SchemaRegistry registry,
            KafkaMeters meters) {
        var properties = kafka.buildProducerProperties();
        properties.putAll(PRODUCER);
        var producer = new KafkaProducer<>(properties, new StringSerializer(), new RecordSerializer(registry));
        meters.writes(PURPOSE, PURPOSE, producer::metrics);
        return new LimitReports(limiter, brokerClock, System::nanoTime, producer);
    }

    /** Named for the operator who reads the health of this node. */
    @Bean("limits")
    LimitHealth limitHealth(Limiter limiter, BrokerClock brokerClock, Clock clock) {
        return new LimitHealth(limiter, brokerClock, clock, System::nanoTime);
    }
}
