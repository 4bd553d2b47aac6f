package io.sluice.worker.intake;

import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.worker.WorkerSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;

/** How the worker writes to Kafka: records and, for dead letters, bytes as they are; always in a transaction. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    @Bean
    ProducerFactory<String, Object> producerFactory(
            KafkaProperties kafka, SchemaRegistry registry, WorkerSettings settings) {
        var values = new DelegatingByTypeSerializer(
                Map.of(SpecificRecord.class, new RecordSerializer(registry), byte[].class, new ByteArraySerializer()),
                true);
        var factory =
                new DefaultKafkaProducerFactory<>(kafka.buildProducerProperties(), new StringSerializer(), values);
        factory.addPostProcessor(FencedProducer::wrap);
        // The broker forgets a transactional id that was idle for a week, and the producer with it.
        factory.setMaxAge(Duration.ofDays(1));
        factory.setTransactionIdPrefix("provisioning-worker-" + settings.instance() + "-");
        return factory;
    }

    @Bean
    KafkaTemplate<String, Object> kafkaTemplate(ProducerFactory<String, Object> producerFactory) {
        var template = new KafkaTemplate<String, Object>(producerFactory);
        // The default listener writes every record that an aborted transaction held into the log, content and all. What
        // failed is told once, when the transaction rolls back.
        template.setProducerListener(new ProducerListener<>() {});
        return template;
    }
}
