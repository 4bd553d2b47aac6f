package io.sluice.usage.rollups;

import static io.sluice.schemas.Topics.USAGE_ROLLUPS_MINUTE;
import static java.util.Objects.requireNonNull;

import io.sluice.schemas.EventType;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.avro.UsageRollup;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Gives a rollup its own headers; otherwise it would carry those of the last call in it. */
final class RollupHeaders implements FixedKeyProcessor<String, UsageRollup, UsageRollup> {
    private @Nullable FixedKeyProcessorContext<String, UsageRollup> context;

    @Override
    public void init(FixedKeyProcessorContext<String, UsageRollup> context) {
        this.context = context;
    }

    @Override
    public void process(FixedKeyRecord<String, UsageRollup> record) {
        var rollup = record.value();
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        // Each telling of a row is an event of its own, or who drops events that he has seen would drop the newest row.
        var id = record.key() + " " + rollup.getWindowStart() + " " + rollup.getRequests();
        RecordHeaders.describe(
                USAGE_ROLLUPS_MINUTE.name(),
                headers,
                id,
                rollup.getTenantId(),
                rollup.getEnvironment(),
                EventType.USAGE_ROLLUP.text());
        requireNonNull(context).forward(record.withHeaders(headers));
    }
}
