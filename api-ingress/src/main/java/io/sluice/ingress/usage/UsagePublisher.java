package io.sluice.ingress.usage;

import io.sluice.schemas.EventType;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.UsageRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands records of calls to Kafka and never makes a call wait for it. Kafka away for long means records lost, which is
 * counted and told: an answer in time is worth more to a caller than its line in a report.
 */
final class UsagePublisher implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsagePublisher.class);
    private static final long BETWEEN_WARNINGS_NANOS = Duration.ofMinutes(1).toNanos();
    /** Less than a service has to stop in; what Kafka has not taken by then is lost. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Producer<String, SpecificRecord> producer;
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong warnFrom = new AtomicLong(System.nanoTime());
    private final AtomicLong told = new AtomicLong();
    private volatile boolean running;

    // One for all records: a call allocates nothing to learn of its failure.
    private final Callback settled = (metadata, failure) -> {
        if (failure != null) drop(failure);
    };

    /** @param producer that never blocks, see {@link UsageProducer} */
    UsagePublisher(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
    }

    /** Returns at once; the record travels, or is dropped and counted. */
    void publish(UsageRequest call) {
        var record = new ProducerRecord<String, SpecificRecord>(
                Topics.USAGE_REQUESTS.name(), null, call.getOccurredAt().toEpochMilli(), call.getKeyId(), call);
        RecordHeaders.describe(
                record.topic(),
                record.headers(),
                call.getRequestId(),
                call.getTenantId(),
                call.getEnvironment(),
                EventType.USAGE_REQUEST.text());
        try {
            var _ = producer.send(record, settled);
        } catch (RuntimeException e) {
            drop(e);
        }
    }

    /** How many were lost since the start. */
    long dropped() {
        return dropped.sum();
    }

    private void drop(Exception why) {
        dropped.increment();
        long now = System.nanoTime();
        long due = warnFrom.get();
        if (now - due < 0 || !warnFrom.compareAndSet(due, now + BETWEEN_WARNINGS_NANOS)) return;
        long total = dropped();
        LOG.warn(
                "{} records of calls were lost since the last such line, {} since the start; the last one: {}",
                total - told.getAndSet(total),
                total,
                why.toString());
    }

    /** Before the web server opens. */
    @Override
    public void start() {
        UsageProducer.learn(producer);
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
        return 0;
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
