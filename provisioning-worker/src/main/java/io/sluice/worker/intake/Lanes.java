package io.sluice.worker.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.operations.traces.Traces;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.worker.claims.Claims;
import io.sluice.worker.claims.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Joins every lane to Kafka: a listener container for each, with threads of its own, so that none delays another. */
@Component
class Lanes implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    /** What a command can wait at the most, for the reason that stands at {@code fetch.max.wait.ms}. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration REVIVAL_PAUSE = Duration.ofSeconds(1);
    /** As long as a container by itself would wait for its threads. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(ContainerProperties.DEFAULT_SHUTDOWN_TIMEOUT);

    private final Map<String, Object> consumer;
    private final RecordDecoder decoder;
    private final Claims claims;
    private final Schedule schedule;
    private final AppliedOffsets appliedOffsets;
    private final TransactionTemplate transaction;
    private final KafkaTemplate<String, Object> kafka;
    private final MeterRegistry meters;
    private final KafkaMeters kafkaMeters;
    private final Traces traces;
    private final Clock clock;
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers;
    private volatile boolean running;

    Lanes(
            List<Lane<?>> lanes,
            KafkaProperties settings,
            SchemaRegistry registry,
            Claims claims,
            Schedule schedule,
            AppliedOffsets appliedOffsets,
            PlatformTransactionManager transactionManager,
            KafkaTemplate<String, Object> kafka,
            MeterRegistry meters,
            KafkaMeters kafkaMeters,
            Traces traces,
            Clock clock) {
        this.consumer = settings.buildConsumerProperties();
        this.decoder = new RecordDecoder(registry);
        this.claims = claims;
        this.schedule = schedule;
        this.appliedOffsets = appliedOffsets;
        this.transaction = new TransactionTemplate(transactionManager);
        this.kafka = kafka;
        this.meters = meters;
        this.kafkaMeters = kafkaMeters;
        this.traces = traces;
        this.clock = clock;
        this.containers = lanes.stream().map(this::container).toList();
    }

    private <V extends SpecificRecord> ConcurrentMessageListenerContainer<String, byte[]> container(Lane<V> lane) {
        var laneMeters = new LaneMeters(meters, lane.topic().name());
        var properties = new ContainerProperties(lane.topic().name());
        properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(kafka.getProducerFactory()));
        properties.setMessageListener(new CommandListener<>(
                new Intake<>(lane, decoder),
                new CommandApplier<>(lane, claims, schedule, transaction, clock),
                new DeadLetters(claims, transaction, clock),
                appliedOffsets,
                kafka,
                laneMeters,
                traces,
                clock));
        properties.setConsumerRebalanceListener(appliedOffsets);
        properties.setPollTimeout(POLL.toMillis());
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        var consumers = new DefaultKafkaConsumerFactory<>(
                consumer(lane), new StringDeserializer(), new ByteArrayDeserializer());
        consumers.addListener(shown(lane.topic().name()));
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(lane.topic().name());
        container.setConcurrency(lane.threads());
        container.setAfterRollbackProcessor(new CountedRollback(laneMeters));
        container.setApplicationEventPublisher(event -> {
            if (event instanceof ConsumerStoppedEvent stopped && stopped.getReason() != Reason.NORMAL) {
                revive(container, stopped);
            }
        });
        return container;
    }

    /** Consumers come and go with the threads of a lane. */
    private ConsumerFactory.Listener<String, byte[]> shown(String purpose) {
        return new ConsumerFactory.Listener<>() {
            @Override
            public void consumerAdded(String id, Consumer<String, byte[]> consumer) {
                kafkaMeters.reads(purpose, id, consumer::metrics);
            }

            @Override
            public void consumerRemoved(@Nullable String id, Consumer<String, byte[]> consumer) {
                if (id != null) kafkaMeters.forget(purpose, id);
            }
        };
    }

    private Map<String, Object> consumer(Lane<?> lane) {
        var properties = new HashMap<>(consumer);
        properties.computeIfPresent(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, (name, records) -> Math.min((int) records, lane.commandsMax()));
        return properties;
    }

    /** A lane that has lost a thread would stand still in silence; it starts again, whatever it was. */
    private void revive(ConcurrentMessageListenerContainer<String, byte[]> container, ConsumerStoppedEvent stopped) {
        LOG.error("a thread of {} stopped ({}): the lane starts again", container.getBeanName(), stopped.getReason());
        Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(REVIVAL_PAUSE.toNanos());
            if (!running) return;
            container.stop();
            container.start();
        });
    }

    @Override
    public void start() {
        running = true;
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        running = false;
        // Side by side: each waits for the end of a fetch.
        var stopped = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(stopped::countDown));
        try {
            if (!stopped.await(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} lanes have not ended within {}", stopped.getCount(), STOP_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What this worker reads at present. */
    Set<TopicPartition> partitions() {
        return containers.stream()
                .flatMap(container -> Optional.ofNullable(container.getAssignedPartitions()).stream())
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }
}
