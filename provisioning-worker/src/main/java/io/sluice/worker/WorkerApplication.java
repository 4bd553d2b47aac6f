package io.sluice.worker;

import io.sluice.operations.OperationsConfiguration;
import io.sluice.operations.start.Start;
import io.sluice.schemas.KafkaSecurity;
import io.sluice.schemas.RegistryConnection;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.Topics;
import java.time.Clock;
import java.time.ZoneOffset;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The worker, by itself: its configuration is {@code provisioning-worker.yml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(OperationsConfiguration.class)
public class WorkerApplication {
    /** The name of its configuration, so that all services can share one class path. */
    public static final String NAME = "provisioning-worker";

    public static void main(String[] arguments) {
        Start.service(WorkerApplication.class, NAME, arguments);
    }

    /** In milliseconds, as records and answers are: a row must not know a time more exactly than its reader. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

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

    /** What is missing in broker and registry is made before anything reads or writes. */
    @Bean
    SchemaRegistry schemaRegistry(
            KafkaProperties kafka,
            Environment environment,
            @Value("${sluice.kafka.replication-factor}") int replication) {
        var connection = Binder.get(environment).bind("sluice.registry", RegistryConnection.class);
        var registry = new SchemaRegistry(connection.get());
        try (var admin = Admin.create(kafka.buildAdminProperties())) {
            new TopicProvisioner(admin, registry, replication).provision(Topics.ALL);
        }
        return registry;
    }
}
