package io.sluice.operations.kafka;

import io.sluice.operations.start.RefusedStart;
import io.sluice.schemas.KafkaSecurity;
import io.sluice.schemas.RegistryConnection;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Kafka and the registry as every service needs them: what is missing is made before anything reads or writes. */
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
    SchemaRegistry schemaRegistry(
            KafkaProperties kafka,
            Environment environment,
            @Value("${sluice.kafka.replication-factor}") int replication) {
        var connection = Binder.get(environment).bind("sluice.registry", RegistryConnection.class);
        var registry = new SchemaRegistry(connection.get());
        try (var admin = Admin.create(kafka.buildAdminProperties())) {
            new TopicProvisioner(admin, registry, replication).provision(Topics.ALL);
        } catch (KafkaException e) {
            throw KafkaRefusal.of(e, kafka.getBootstrapServers())
                    .<RuntimeException>map(RefusedStart::new)
                    .orElse(e);
        }
        return registry;
    }
}
