package io.sluice.worker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A command of a kind that this version does not know: a newer ingress is already at work. The lane stands still and
 * says so until a worker that knows it takes over; dropping it would lose what was acknowledged.
 */
final class UnknownCommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownCommandException(String type, ConsumerRecord<?, ?> record) {
        super("This worker is too old for the command " + type + " at " + record.topic() + "-" + record.partition()
                + "@" + record.offset() + ". Workers roll out before the ingress: start a worker of its version.");
    }
}
