package io.sluice.worker.intake;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/** Counts the polls that were rolled back, whatever the reason, and has them tried again. */
final class CountedRollback extends DefaultAfterRollbackProcessor<String, byte[]> {
    /** A database or registry that is away is asked once a second, for as long as it takes. */
    private static final FixedBackOff UNTIL_IT_RETURNS = new FixedBackOff(1_000, FixedBackOff.UNLIMITED_ATTEMPTS);

    private final LaneMeters meters;

    CountedRollback(LaneMeters meters) {
        super(UNTIL_IT_RETURNS);
        this.meters = meters;
    }

    @Override
    public void processBatch(
            ConsumerRecords<String, byte[]> records,
            List<ConsumerRecord<String, byte[]>> list,
            Consumer<String, byte[]> consumer,
            @Nullable MessageListenerContainer container,
            Exception failure,
            boolean recoverable,
            EOSMode mode) {
        meters.failed();
        super.processBatch(records, list, consumer, container, failure, recoverable, mode);
    }
}
