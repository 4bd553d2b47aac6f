package io.sluice.usage.limits.streams;

import io.sluice.schemas.UnreadableRecordException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A report whose bytes no schema can read is passed over, as if it had been lost on its way: the next one tells all of
 * it again. It is not kept aside, because put back into another partition or behind newer ones it would do harm. It is
 * public because Kafka makes it from its name.
 */
public final class PassOver implements DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PassOver.class);

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (!(exception instanceof UnreadableRecordException)) return Response.fail();
        LOG.warn(
                "passed over the report {}-{}@{}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                exception.getMessage());
        return Response.resume();
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}
