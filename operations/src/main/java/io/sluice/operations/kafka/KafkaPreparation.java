package io.sluice.operations.kafka;

import io.sluice.operations.start.RefusedStart;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;

/**
 * Makes topics and schemas that are missing, first of all that a service does when it starts. It is no part of setting
 * the service up: that touches nothing outside, so that it can be rehearsed where there is no Kafka.
 */
final class KafkaPreparation implements SmartLifecycle {
    private final KafkaProperties kafka;
    private final SchemaRegistry registry;
    private final int replication;
    private volatile boolean running;

    KafkaPreparation(KafkaProperties kafka, SchemaRegistry registry, int replication) {
        this.kafka = kafka;
        this.registry = registry;
        this.replication = replication;
    }

    @Override
    public void start() {
        try (var admin = Admin.create(kafka.buildAdminProperties())) {
            new TopicProvisioner(admin, registry, replication).provision(Topics.ALL);
        } catch (KafkaException e) {
            throw KafkaRefusal.of(e, kafka.getBootstrapServers())
                    .<RuntimeException>map(RefusedStart::new)
                    .orElse(e);
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
