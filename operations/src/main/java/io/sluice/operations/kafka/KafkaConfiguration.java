package io.sluice.operations.kafka;

import io.sluice.operations.start.Rehearsal;
import io.sluice.schemas.KafkaSecurity;
import io.sluice.schemas.RegistryConnection;
import io.sluice.schemas.SchemaRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Kafka and the registry as every service needs them. */
@Configuration(proxyBeanMethods = false)
public class KafkaConfiguration {

    /** Every client of Kafka is made of these properties, so whom it trusts and who it is belongs among them. */
    @Bean
    static BeanPostProcessor kafkaSecurity(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof KafkaProperties kafka) {
                    var security = Binder.get(environment).bind("sluice.kafka.security", KafkaSecurity.class);
                    kafka.getProperties().putAll(security.get().clientSettings());
                }
                return bean;
            }
        };
    }

    @Bean
    SchemaRegistry schemaRegistry(Environment environment) {
        // Where a start is rehearsed there is a broker, and nobody else's records.
        if (environment.getProperty(Rehearsal.PROPERTY, boolean.class, false)) return SchemaRegistry.ofThisBuild();
        return new SchemaRegistry(Binder.get(environment)
                .bind("sluice.registry", RegistryConnection.class)
                .get());
    }

    @Bean
    KafkaPreparation kafkaPreparation(
            KafkaProperties kafka,
            SchemaRegistry registry,
            @Value("${sluice.kafka.replication-factor}") int replication) {
        return new KafkaPreparation(kafka, registry, replication);
    }

    @Bean
    EarlyStart earlyStart(KafkaPreparation preparation, ObjectProvider<EarlyWork> work) {
        return new EarlyStart(preparation, work.stream().toList());
    }
}
