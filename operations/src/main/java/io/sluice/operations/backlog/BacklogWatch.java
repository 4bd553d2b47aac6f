package io.sluice.operations.backlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.backlog.Backlog.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every other second how far a consumer group is behind, shows it as metrics, and notices what stands still. */
public final class BacklogWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** What was seen longer ago than this is no longer told as if it were so. */
    private static final Duration VALID = Duration.ofSeconds(15);

    /** One look at the group, and since when each partition that is behind has stood where it stands. */
    private record Look(Instant at, Map<TopicPartition, Position> positions, Map<TopicPartition, Instant> standing) {
        static final Look NONE = new Look(Instant.MIN, Map.of(), Map.of());

        Look next(Instant now, Map<TopicPartition, Position> seen) {
            var since = new HashMap<TopicPartition, Instant>();
            seen.forEach((partition, position) -> {
                if (position.records() == 0) return;
                var before = positions.get(partition);
                boolean moved = before == null || before.next() != position.next();
                since.put(partition, moved ? now : standing.getOrDefault(partition, now));
            });
            return new Look(now, seen, since);
        }

        Stream<Position> of(String topic) {
            return positions.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .map(Map.Entry::getValue);
        }
    }

    private final String group;
    private final List<String> topics;
    private final Map<String, Object> connection;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile Look last = Look.NONE;

    /** @param connection what an admin client and a consumer need to reach Kafka */
    public BacklogWatch(
            String group, List<String> topics, Map<String, Object> connection, MeterRegistry registry, Clock clock) {
        this.group = group;
        this.topics = topics;
        this.connection = connection;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("backlog-" + group).daemon().unstarted(this::watch);
        for (var topic : topics) {
            show(registry, topic, "sluice.lag.records", "Records that the group has not finished", this::records);
            show(registry, topic, "sluice.lag.seconds", "Age of the oldest record that it has not finished", this::age);
        }
    }

    private void show(
            MeterRegistry registry, String topic, String name, String meaning, ToDoubleFunction<String> value) {
        Gauge.builder(name, this, self -> self.isValid() ? value.applyAsDouble(topic) : Double.NaN)
                .description(meaning)
                .tags("group", group, "topic", topic)
                .register(registry);
    }

    private double records(String topic) {
        return last.of(topic).mapToLong(Position::records).sum();
    }

    private double age(String topic) {
        var now = clock.instant();
        return last.of(topic)
                .flatMap(position -> position.oldest().stream())
                .mapToDouble(oldest -> Math.max(0, Duration.between(oldest, now).toMillis() / 1_000.0))
                .max()
                .orElse(0);
    }

    /** Whether Kafka has answered a moment ago. */
    public boolean isValid() {
        return last.at().plus(VALID).isAfter(clock.instant());
    }

    /** When the oldest record that the group has not finished was written; empty when there is none. */
    public Optional<Instant> oldest() {
        return last.positions().values().stream()
                .flatMap(position -> position.oldest().stream())
                .min(Instant::compareTo);
    }

    /** The topics of which nobody in the group reads some partition. */
    public Set<String> unread() {
        return last.positions().entrySet().stream()
                .filter(entry -> !entry.getValue().taken())
                .map(entry -> entry.getKey().topic())
                .collect(Collectors.toSet());
    }

    /** The partitions in which the group is behind and has finished nothing for at least this long. */
    public Set<TopicPartition> standingFor(Duration time) {
        var look = last;
        return look.standing().entrySet().stream()
                .filter(entry -> !entry.getValue().plus(time).isAfter(look.at()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stopped.countDown();
        try {
            // A look takes milliseconds, unless Kafka does not answer; to be interrupted in one is told as an error.
            if (!thread.join(PATIENCE)) thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive() && stopped.getCount() > 0;
    }

    private void watch() {
        try {
            do {
                connectAndLook();
            } while (!stopsWithin(INTERVAL));
        } catch (InterruptedException | InterruptException e) {
            // The end, which stop() asked for.
        }
    }

    /** Returns when Kafka does not answer. */
    private void connectAndLook() throws InterruptedException {
        try (var admin = Admin.create(connection);
                var probe = probe()) {
            var backlog = new Backlog(group, topics, admin, probe);
            do {
                last = last.next(clock.instant(), backlog.measure());
            } while (!stopsWithin(INTERVAL));
        } catch (InterruptException e) {
            throw e;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            if (isValid())
                LOG.warn("how far {} is behind is not known, as Kafka does not say: {}", group, e.toString());
        }
    }

    private boolean stopsWithin(Duration time) throws InterruptedException {
        return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private KafkaConsumer<byte[], byte[]> probe() {
        var settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "backlog-" + group);
        // One batch is enough to tell how old the first record is, and a broker sends at least that.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_024);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 65_536);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
