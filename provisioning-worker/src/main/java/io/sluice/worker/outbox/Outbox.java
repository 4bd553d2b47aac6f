package io.sluice.worker.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.outbox.OutboxProducers.SlotProducer;
import io.sluice.worker.outbox.OutboxRepository.Taken;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The slots from which workers tell what they did without a command. */
@Component
public class Outbox {
    private final OutboxRepository repository;
    private final OutboxProducers producers;
    private final TransactionTemplate transaction;
    private final RecordSerializer serializer;
    private final Clock clock;
    private final Counter records;

    Outbox(
            OutboxRepository repository,
            OutboxProducers producers,
            PlatformTransactionManager transactions,
            SchemaRegistry registry,
            Clock clock,
            MeterRegistry meters) {
        this.repository = repository;
        this.producers = producers;
        this.transaction = new TransactionTemplate(transactions);
        this.serializer = new RecordSerializer(registry);
        this.clock = clock;
        this.records = Counter.builder("sluice.outbox.records")
                .description("Records that were committed with what they tell of, and that Kafka has")
                .register(meters);
    }

    /** A slot of one's own; empty while others hold them all. What was left untold in it is told before it returns. */
    public Optional<OutboxSlot> open() {
        return open(false);
    }

    /** Tells what those who died have left untold, once their lease is over. */
    public void tellLeftBehind() {
        while (true) {
            var slot = open(true);
            if (slot.isEmpty()) return;
            slot.get().close();
        }
    }

    private Optional<OutboxSlot> open(boolean leftBehind) {
        var owner = UUID.randomUUID();
        return repository.take(owner, OutboxSlot.LEASE, leftBehind).map(taken -> open(taken, owner));
    }

    private OutboxSlot open(Taken taken, UUID owner) {
        var slot = new OutboxSlot(
                repository, transaction, this::bytes, clock, records, taken, owner, producer(taken, owner));
        try {
            slot.catchUp();
            return slot;
        } catch (RuntimeException e) {
            slot.close();
            throw e;
        }
    }

    private SlotProducer producer(Taken taken, UUID owner) {
        try {
            return producers.open(taken.slot());
        } catch (RuntimeException e) {
            repository.release(taken.slot(), owner);
            throw e;
        }
    }

    private ProducerRecord<String, byte[]> bytes(Publication publication) {
        var record = publication.record();
        var value = serializer.serialize(record.topic(), (SpecificRecord) record.value());
        return new ProducerRecord<>(record.topic(), null, record.key(), value, record.headers());
    }
}
