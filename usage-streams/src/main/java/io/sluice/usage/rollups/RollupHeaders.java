package io.sluice.usage.rollups;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.avro.UsageRollup;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Gives a rollup its own headers; otherwise it would carry those of the last call in it. */
final class RollupHeaders implements FixedKeyProcessor<String, UsageRollup, UsageRollup> {
    static final String TYPE = "usage.rollup";

    private @Nullable FixedKeyProcessorContext<String, UsageRollup> context;

    @Override
    public void init(FixedKeyProcessorContext<String, UsageRollup> context) {
        this.context = context;
    }

    @Override
    public void process(FixedKeyRecord<String, UsageRollup> record) {
        var rollup = record.value();
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        var id = record.key() + " " + rollup.getWindowStart();
        RecordHeaders.describe(headers, id, rollup.getTenantId(), rollup.getEnvironment(), TYPE);
        requireNonNull(context).forward(record.withHeaders(headers));
    }
}
