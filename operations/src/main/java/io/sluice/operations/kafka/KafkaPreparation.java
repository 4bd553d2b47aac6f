package io.sluice.operations.kafka;

import io.sluice.operations.start.RefusedStart;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;

/**
 * Makes topics and schemas that are missing; the container starts nothing else before they are there. It goes on beside
 * the set-up of the service, which touches nothing outside.
 */
final class KafkaPreparation implements SmartLifecycle {
    private final KafkaProperties kafka;
    private final SchemaRegistry registry;
    private final int replication;
    private @Nullable CompletableFuture<Void> prepared;
    private volatile boolean running;

    KafkaPreparation(KafkaProperties kafka, SchemaRegistry registry, int replication) {
        this.kafka = kafka;
        this.registry = registry;
        this.replication = replication;
    }

    /** Begins, unless it has begun. Completes when all is there, or with why the service must not start. */
    synchronized CompletableFuture<Void> begin() {
        if (prepared == null) {
            prepared = CompletableFuture.runAsync(
                    this::prepare, Thread.ofPlatform().name("kafka-preparation").daemon()::start);
        }
        return prepared;
    }

    /** Returns when all is there. */
    @Override
    public void start() {
        try {
            begin().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        running = true;
    }

    private void prepare() {
        try (var admin = Admin.create(kafka.buildAdminProperties())) {
            new TopicProvisioner(admin, registry, replication).provision(Topics.ALL);
        } catch (KafkaException e) {
            throw KafkaRefusal.of(e, kafka.getBootstrapServers())
                    .<RuntimeException>map(RefusedStart::new)
                    .orElse(e);
        }
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
