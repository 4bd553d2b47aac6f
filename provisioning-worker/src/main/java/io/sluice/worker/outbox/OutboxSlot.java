package io.sluice.worker.outbox;

import io.micrometer.core.instrument.Counter;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.outbox.OutboxProducers.SlotProducer;
import io.sluice.worker.outbox.OutboxRepository.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A place from which one worker at a time tells. What it did is committed together with what it has to tell of it;
 * Kafka then takes that together with the number of the batch. Whoever holds the slot next compares the two and tells
 * what is missing, no more. After any exception the slot must be closed.
 */
public final class OutboxSlot implements AutoCloseable {
    /** After this long without a sign of life a slot is somebody else's to take. */
    static final Duration LEASE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSlot.class);

    private final OutboxRepository repository;
    private final TransactionOperations transaction;
    private final Function<Publication, ProducerRecord<String, byte[]>> bytes;
    private final Clock clock;
    private final Counter records;
    private final int slot;
    private final UUID owner;
    private final SlotProducer producer;
    private long nextBatch;
    private long forgotten;
    private Instant heldAt;

    OutboxSlot(
            OutboxRepository repository,
            TransactionOperations transaction,
            Function<Publication, ProducerRecord<String, byte[]>> bytes,
            Clock clock,
            Counter records,
            Taken taken,
            UUID owner,
            SlotProducer producer) {
        this.repository = repository;
        this.transaction = transaction;
        this.bytes = bytes;
        this.clock = clock;
        this.records = records;
        this.slot = taken.slot();
        this.owner = owner;
        this.producer = producer;
        this.heldAt = clock.instant();
        // A database that was restored from a backup counts on from where Kafka is: what has those numbers is told.
        this.nextBatch = Math.max(taken.nextBatch(), producer.told());
    }

    /** Tells what the one before left untold. */
    void catchUp() {
        for (var batch : repository.batches(slot)) {
            if (batch.number() < producer.told()) continue;
            LOG.info("slot {}: telling batch {}, which was left untold", slot, batch.number());
            tell(batch);
        }
        forget();
    }

    /**
     * Does the work in a database transaction and tells what it returns, exactly once whatever is killed.
     *
     * @return how much there was to tell
     */
    public int tell(Supplier<List<Publication>> work) {
        var done = transaction.execute(status -> commit(work.get()));
        if (!done.records().isEmpty()) tell(done);
        return done.records().size();
    }

    private void tell(Batch batch) {
        producer.tell(batch);
        records.increment(batch.records().size());
    }

    private Batch commit(List<Publication> publications) {
        var batch = new Batch(nextBatch, publications.stream().map(bytes).toList());
        var now = clock.instant();
        boolean idle = batch.records().isEmpty();
        if (!idle || now.isAfter(heldAt.plus(LEASE.dividedBy(3)))) {
            nextBatch += idle ? 0 : 1;
            if (!repository.hold(slot, owner, LEASE, nextBatch)) {
                throw new IllegalStateException("slot " + slot + " of the outbox was taken over");
            }
            heldAt = now;
        }
        if (forgotten < producer.told()) forget();
        if (!idle) repository.insert(slot, batch);
        return batch;
    }

    private void forget() {
        repository.forget(slot, producer.told());
        forgotten = producer.told();
    }

    /** Gives the slot back with what is untold in it. */
    @Override
    public void close() {
        producer.close();
        repository.forget(slot, producer.told());
        repository.release(slot, owner);
    }
}
