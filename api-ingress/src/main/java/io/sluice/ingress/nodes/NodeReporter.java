package io.sluice.ingress.nodes;

import io.sluice.ingress.feed.Follower;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.KnownKey;
import io.sluice.schemas.avro.Node;
import io.sluice.schemas.avro.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells all nodes how far this one has read the keys and the roles: every second, and soon after a change. Changes that
 * come close together are told together. It says nothing before it has read all of both, and takes its word back when
 * it stops.
 */
final class NodeReporter implements SmartLifecycle {
    static final Duration BEAT = Duration.ofSeconds(1);
    /** At most 50 reports a second, however many keys are changed. */
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(NodeReporter.class);

    private final String id;
    private final TopicFeed<KnownKey> keys;
    private final TopicFeed<Role> roles;
    private final Producer<String, SpecificRecord> producer;
    private final Clock clock;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("node-reports").daemon().unstarted(this::follow);
    private volatile boolean running;

    NodeReporter(
            NodeName name,
            TopicFeed<KnownKey> keys,
            TopicFeed<Role> roles,
            Producer<String, SpecificRecord> producer,
            Clock clock) {
        this.id = name.text();
        this.keys = keys;
        this.roles = roles;
        this.producer = producer;
        this.clock = clock;
    }

    /** Of one feed. */
    Follower follower() {
        return new Follower() {
            // Several threads tell of records when a feed starts over.
            private volatile boolean changed;

            @Override
            public void handled(String key) {
                changed = true;
            }

            @Override
            public void read(List<Long> offsets) {
                if (changed) due.release();
                changed = false;
            }
        };
    }

    private void follow() {
        while (running) {
            try {
                var _ = due.tryAcquire(BEAT.toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
                if (running && isFollowed(keys) && isFollowed(roles)) send(report());
                LockSupport.parkNanos(BETWEEN.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A feed that had caught up before it had a follower tells its offsets with the next poll. */
    private static boolean isFollowed(TopicFeed<?> feed) {
        return feed.caughtUp() && !feed.offsets().isEmpty();
    }

    private Node report() {
        return Node.newBuilder()
                .setId(id)
                .setReportedAt(clock.instant())
                .setKeyOffsets(keys.offsets())
                .setRoleOffsets(roles.offsets())
                .build();
    }

    private void send(@Nullable Node report) {
        try {
            // Whoever does not hear of this node takes it for stopped, which is all that can be done about it.
            var _ = producer.send(record(report), (metadata, failure) -> {});
        } catch (KafkaException e) {
            LOG.debug("a report was not sent: {}", e.toString());
        }
    }

    private ProducerRecord<String, @Nullable SpecificRecord> record(@Nullable Node report) {
        return new ProducerRecord<>(Topics.NODE_STATE.name(), id, report);
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        due.release();
        try {
            thread.join(PATIENCE);
            producer.send(record(null)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.info("the others learn by its silence that this node stops: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the feeds have begun, and until the web server has closed: a node that still answers still counts. */
    @Override
    public int getPhase() {
        return 1;
    }
}
