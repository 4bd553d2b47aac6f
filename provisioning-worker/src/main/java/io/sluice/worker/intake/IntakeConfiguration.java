package io.sluice.worker.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.backlog.BacklogWatch;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.worker.WorkerApplication;
import io.sluice.worker.WorkerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
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
            KafkaProperties kafka, SchemaRegistry registry, WorkerSettings settings, KafkaMeters meters) {
        var values = new DelegatingByTypeSerializer(
                Map.of(SpecificRecord.class, new RecordSerializer(registry), byte[].class, new ByteArraySerializer()),
                true);
        var factory =
                new DefaultKafkaProducerFactory<>(kafka.buildProducerProperties(), new StringSerializer(), values);
        factory.addPostProcessor(FencedProducer::wrap);
        // The broker forgets a transactional id that was idle for a week, and the producer with it.
        factory.setMaxAge(Duration.ofDays(1));
        factory.setTransactionIdPrefix("provisioning-worker-" + settings.instance() + "-");
        factory.addListener(shown(meters));
        return factory;
    }

    /** Producers come and go with transactions that fail. */
    private static ProducerFactory.Listener<String, Object> shown(KafkaMeters meters) {
        return new ProducerFactory.Listener<>() {
            @Override
            public void producerAdded(String id, Producer<String, Object> producer) {
                meters.writes(WorkerApplication.NAME, id, producer::metrics);
            }

            @Override
            public void producerRemoved(String id, Producer<String, Object> producer) {
                meters.forget(WorkerApplication.NAME, id);
            }
        };
    }

    @Bean
    BacklogWatch backlogWatch(List<Lane<?>> lanes, KafkaProperties kafka, MeterRegistry meters, Clock clock) {
        return new BacklogWatch(
                Objects.requireNonNull(kafka.getConsumer().getGroupId()),
                lanes.stream().map(lane -> lane.topic().name()).toList(),
                kafka.buildAdminProperties(),
                meters,
                clock);
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
