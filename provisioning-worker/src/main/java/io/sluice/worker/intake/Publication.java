package io.sluice.worker.intake;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record to be published, with the headers that account for it. */
public record Publication(
        String topic, String key, SpecificRecord value, String id, String tenant, String environment, String type) {

    public static <V extends SpecificRecord> Publication of(
            Topic<V> topic, String key, V value, String id, String tenant, String environment, String type) {
        return new Publication(topic.name(), key, value, id, tenant, environment, type);
    }

    static Publication of(CommandResult result) {
        return of(
                Topics.COMMAND_RESULTS,
                result.getId(),
                result,
                result.getId(),
                result.getTenantId(),
                result.getEnvironment(),
                result.getType());
    }

    /** As the producer takes it. */
    public ProducerRecord<String, Object> record() {
        var record = new ProducerRecord<String, Object>(topic, key, value);
        RecordHeaders.describe(record.headers(), id, tenant, environment, type);
        return record;
    }
}
