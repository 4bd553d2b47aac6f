package io.sluice.worker.intake;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record to be published, with what its headers say of it.
 *
 * @param value null for what there is no longer
 * @param written the value, or its bytes where these are known already
 * @param happenedAt of an event; null for what is no event
 */
public record Publication(
        String topic,
        String key,
        @Nullable SpecificRecord value,
        @Nullable Object written,
        String id,
        String tenant,
        String environment,
        String type,
        @Nullable Instant happenedAt) {

    public static <V extends SpecificRecord> Publication of(
            Topic<V> topic, String key, V value, String id, String tenant, String environment, String type) {
        return new Publication(topic.name(), key, value, value, id, tenant, environment, type, null);
    }

    /** That there is no longer anything under a key of a compacted topic. */
    public static Publication gone(Topic<?> topic, String key, String tenant, String environment, String type) {
        return new Publication(topic.name(), key, null, null, key, tenant, environment, type, null);
    }

    static Publication of(CommandResult result, byte @Nullable [] written) {
        return new Publication(
                Topics.COMMAND_RESULTS.name(),
                result.getId(),
                result,
                written == null ? result : written,
                result.getId(),
                result.getTenantId(),
                result.getEnvironment(),
                result.getType(),
                null);
    }

    /** The same as an event, which happened to its key. */
    public Publication happened(Instant at) {
        return new Publication(topic, key, value, written, id, tenant, environment, type, at);
    }

    /** As the producer takes it. */
    public ProducerRecord<String, Object> record() {
        var record = new ProducerRecord<String, Object>(topic, key, written);
        RecordHeaders.describe(topic, record.headers(), id, tenant, environment, type);
        if (happenedAt != null) RecordHeaders.happened(record.headers(), key, happenedAt);
        return record;
    }
}
