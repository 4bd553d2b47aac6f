package io.sluice.worker.keys;

import io.sluice.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes a record without a value to each partition of {@code state.keys} from time to time. An ingress that hears none
 * knows that a revocation would not reach it either.
 */
@Component
class KeyHeartbeat {
    /** No key has this id, so those who hold keys forget nothing when they read it. */
    private static final String NO_KEY = "heartbeat";

    private static final Logger LOG = LoggerFactory.getLogger(KeyHeartbeat.class);

    private final KafkaOperations<String, Object> kafka;

    KeyHeartbeat(KafkaOperations<String, Object> kafka) {
        this.kafka = kafka;
    }

    @Scheduled(fixedRateString = "${sluice.worker.heartbeat}")
    void beat() {
        try {
            kafka.executeInTransaction(in -> {
                for (int partition = 0; partition < Topics.KEY_STATE.partitions(); partition++) {
                    var _ = in.send(new ProducerRecord<>(Topics.KEY_STATE.name(), partition, NO_KEY, null));
                }
                return true;
            });
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            LOG.warn("no heartbeat on {}: {}", Topics.KEY_STATE.name(), e.toString());
        }
    }
}
