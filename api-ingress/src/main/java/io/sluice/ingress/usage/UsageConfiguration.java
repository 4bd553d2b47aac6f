package io.sluice.ingress.usage;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {
    private static final String PURPOSE = "ingress-usage";

    /** Its own producer: that of the commands lets callers wait for Kafka, and must not share its buffer. */
    @Bean
    UsagePublisher usagePublisher(
            KafkaProperties kafka,
            UsageSettings settings,
            SchemaRegistry registry,
            KafkaMeters kafkaMeters,
            MeterRegistry meters) {
        var properties = kafka.buildProducerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, PURPOSE);
        var producer = UsageProducer.open(properties, settings, new RecordSerializer(registry));
        kafkaMeters.writes(PURPOSE, PURPOSE, producer::metrics);
        var publisher = new UsagePublisher(producer);
        FunctionCounter.builder("sluice.usage.dropped", publisher, UsagePublisher::dropped)
                .description("Records of calls that were lost, because Kafka did not take them in time")
                .register(meters);
        return publisher;
    }

    @Bean
    RefusedCalls refusedCalls(UsagePublisher publisher, Clock clock) {
        return new RefusedCalls(publisher::publish, clock);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> callRecorder(
            UsagePublisher publisher, RefusedCalls refused, ClientAddresses addresses, Clock clock) {
        return factory -> factory.addEngineValves(new CallRecorder(publisher, refused, addresses, clock));
    }
}
