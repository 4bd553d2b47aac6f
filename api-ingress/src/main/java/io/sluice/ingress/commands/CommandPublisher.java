package io.sluice.ingress.commands;

import io.sluice.operations.traces.Traces;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topic;
import io.sluice.schemas.avro.CommandHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Puts commands into Kafka, and says so only when all replicas that must have one have it. */
final class CommandPublisher {
    /** Over this many commands on their way, Kafka does not keep up, and queueing more would only hide it. */
    static final int IN_FLIGHT_MAX = 20_000;

    private final Producer<String, SpecificRecord> producer;
    private final Traces traces;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);

    CommandPublisher(Producer<String, SpecificRecord> producer, Traces traces) {
        this.producer = producer;
        this.traces = traces;
    }

    /**
     * Completes on the producer's thread when the command is durable, or exceptionally when that is not known: then the
     * command may have been written or not.
     */
    <V extends SpecificRecord> CompletableFuture<Void> publish(Topic<V> topic, CommandHeader header, V command) {
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new KafkaException(IN_FLIGHT_MAX + " commands are on their way already"));
        }
        var record = new ProducerRecord<String, SpecificRecord>(topic.name(), header.getResourceId(), command);
        RecordHeaders.describe(
                topic.name(),
                record.headers(),
                header.getId(),
                header.getTenantId(),
                header.getEnvironment(),
                header.getType());
        var span = traces.send(topic.name(), header.getId(), record.headers());
        return send(record).whenComplete((durable, failure) -> {
            inFlight.release();
            Traces.end(span, failure);
        });
    }

    /** How many commands are on their way. */
    int inFlight() {
        return IN_FLIGHT_MAX - inFlight.availablePermits();
    }

    private CompletableFuture<Void> send(ProducerRecord<String, SpecificRecord> record) {
        var durable = new CompletableFuture<Void>();
        try {
            var _ = producer.send(record, (metadata, failure) -> {
                if (failure == null) durable.complete(null);
                else durable.completeExceptionally(failure);
            });
        } catch (RuntimeException e) {
            // Whatever it is (a closed producer, a record that cannot be written), the place must become free again.
            durable.completeExceptionally(e);
        }
        return durable;
    }
}
