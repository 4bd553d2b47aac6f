package io.sluice.schemas;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads of each value the fields that one record has, over what it held; only what its lists hold is made anew. Of a
 * million records the other fields would be much of the work, and new records nearly all of the garbage. Not for
 * several threads.
 *
 * @param <R> a record of {@code projections.avdl}
 */
public final class Projection<R extends SpecificRecordBase> {
    private final R record;
    private final Function<Integer, DatumReader<R>> reader;
    /** By the schema that was written with. */
    private final Map<Integer, DatumReader<R>> readers = new HashMap<>();

    private @Nullable BinaryDecoder bytes;

    Projection(R record, Function<Integer, DatumReader<R>> reader) {
        this.record = record;
        this.reader = reader;
    }

    /**
     * Reads one value, and returns the same record each time.
     *
     * @throws UnreadableRecordException as {@link RecordDecoder#decode}; what the record holds then has no meaning
     * @throws RegistryUnavailableException as {@link RecordDecoder#decode}
     */
    public R read(byte @Nullable [] value) {
        var whole = RecordDecoder.whole(value);
        int writer = RecordDecoder.writer(whole);
        try {
            bytes = RecordDecoder.body(whole, bytes);
            return readers.computeIfAbsent(writer, reader).read(record, bytes);
        } catch (IOException | RuntimeException e) {
            throw RecordDecoder.failure(writer, e);
        }
    }
}
