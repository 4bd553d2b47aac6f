package io.sluice.ingress;

import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka and the registry as the ingress needs them: what is missing is made before anything reads or writes. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    SchemaRegistry schemaRegistry(
            KafkaProperties kafka,
            @Value("${sluice.registry.url}") String url,
            @Value("${sluice.kafka.replication-factor}") int replication) {
        var registry = new SchemaRegistry(url);
        try (var admin = Admin.create(kafka.buildAdminProperties())) {
            new TopicProvisioner(admin, registry, replication).provision(Topics.ALL);
        }
        return registry;
    }
}
