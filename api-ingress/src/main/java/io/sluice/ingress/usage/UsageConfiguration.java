package io.sluice.ingress.usage;

import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import java.time.Clock;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    /** Its own producer: that of the commands lets callers wait for Kafka, and must not share its buffer. */
    @Bean
    UsagePublisher usagePublisher(KafkaProperties kafka, UsageSettings settings, SchemaRegistry registry) {
        return new UsagePublisher(
                UsageProducer.open(kafka.buildProducerProperties(), settings, new RecordSerializer(registry)));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> callRecorder(UsagePublisher publisher, Clock clock) {
        return factory -> factory.addEngineValves(new CallRecorder(publisher, clock));
    }
}
