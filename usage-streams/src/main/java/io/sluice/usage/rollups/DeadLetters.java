package io.sluice.usage.rollups;

import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topics;
import io.sluice.schemas.UnreadableRecordException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Records whose bytes no schema can read are kept as they are beside their topic, in the transaction that passes over
 * them. Kafka's own handler would also pass over what cannot be read only now, the registry being away. The headers are
 * those of the worker's dead letters. It is public because Kafka makes it from its name.
 */
public final class DeadLetters implements DeserializationExceptionHandler {
    /** The setting under which Kafka hands the meters on. */
    static final String METERS = "sluice.meters";

    private @Nullable RollupMeters meters;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (!(exception instanceof UnreadableRecordException)) return Response.fail();
        if (meters != null) meters.deadLetter();
        return Response.resume(List.of(letter(record, String.valueOf(exception.getMessage()))));
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> source, String reason) {
        var letter = new ProducerRecord<>(Topics.USAGE_REQUESTS.deadLetters(), source.key(), source.value());
        source.headers().forEach(letter.headers()::add);
        RecordHeaders.put(letter.headers(), RecordHeaders.REASON, reason);
        RecordHeaders.put(
                letter.headers(),
                RecordHeaders.SOURCE,
                source.topic() + "-" + source.partition() + "@" + source.offset());
        return letter;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(METERS) instanceof RollupMeters told) meters = told;
    }
}
