package io.sluice.ingress.limits;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.LimitReport;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has the {@link Reporter} take its turns, on a thread of its own, and brings what it tells to Kafka. Each answer of
 * the broker also tells its time. When the node stops, all that it holds is given back.
 */
final class LimitReports implements SmartLifecycle, Reporter.Outbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LimitReports.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** At most so often, however many requests there are; some may wait for it. */
    private static final long BETWEEN_NANOS = Duration.ofMillis(2).toNanos();

    private final String node;
    private final Producer<String, SpecificRecord> producer;
    private final BrokerClock clock;
    private final LongSupplier nanoTime;
    private final Semaphore due = new Semaphore(0);
    private final Reporter reporter;
    private final Thread thread =
            Thread.ofPlatform().name("limit-reports").daemon().unstarted(this::follow);
    private volatile boolean running;

    /** @param producer that never blocks */
    LimitReports(Limiter limiter, BrokerClock clock, LongSupplier nanoTime, Producer<String, SpecificRecord> producer) {
        this.node = limiter.node();
        this.producer = producer;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.reporter = new Reporter(limiter, clock, nanoTime, this);
        limiter.onHurry(due::release);
    }

    private void follow() {
        while (running) {
            try {
                var _ = due.tryAcquire(turn(), TimeUnit.MILLISECONDS);
                due.drainPermits();
                // What comes close together is told together.
                LockSupport.parkNanos(BETWEEN_NANOS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long turn() {
        try {
            return Math.min(reporter.turn(), Reporter.TURN.toMillis());
        } catch (RuntimeException e) {
            // A node that told nothing any more would go on alone, and nobody would know why.
            LOG.error("a report on limits failed", e);
            return Reporter.TURN.toMillis();
        }
    }

    @Override
    public void send(int partition, LimitReport report, Runnable confirmed) {
        long sent = nanoTime.getAsLong();
        try {
            var _ = producer.send(
                    new ProducerRecord<>(Topics.LIMIT_REPORTS.name(), partition, node, report), (told, failure) -> {
                        if (failure != null) return;
                        clock.learn(sent, nanoTime.getAsLong(), told.timestamp());
                        confirmed.run();
                    });
        } catch (KafkaException e) {
            // The next report tells all of it again.
            LOG.debug("a report on limits was not sent: {}", e.toString());
        }
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
            reporter.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Until the web server has closed: what a node that still answers holds is not to be given to others. */
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
