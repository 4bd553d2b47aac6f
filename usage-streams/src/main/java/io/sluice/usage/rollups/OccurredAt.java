package io.sluice.usage.rollups;

import io.sluice.schemas.avro.UsageRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** A call belongs to the minute in which it entered, however late its record was written. */
final class OccurredAt implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.value() instanceof UsageRequest call)
            return call.getOccurredAt().toEpochMilli();
        throw new IllegalStateException(record.topic() + " holds records of calls only");
    }
}
