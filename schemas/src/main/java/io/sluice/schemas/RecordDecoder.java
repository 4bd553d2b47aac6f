package io.sluice.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordSerializer} wrote, now or in an older version, into the record of today. It is no Kafka
 * deserializer, because a poll that throws for one record's bytes would hide all others: the reader of a topic takes
 * bytes and decides for each record by itself.
 */
public final class RecordDecoder {
    private record Reading(int writer, Class<?> type) {}

    /** By Avro's generated code, which writes over the texts of a record; its fast reader makes each of them anew. */
    private static final SpecificData OVERWRITING = new SpecificData();

    static {
        OVERWRITING.setFastReaderEnabled(false);
        OVERWRITING.setCustomCoders(true);
    }

    /** Used again, because a new one and its room for texts are as large as what they read. */
    private static final ThreadLocal<@Nullable BinaryDecoder> DECODERS = new ThreadLocal<>();

    private final SchemaRegistry registry;
    private final Map<Reading, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

    public RecordDecoder(SchemaRegistry registry) {
        TrustedRecords.trust();
        this.registry = registry;
    }

    /**
     * Reads one value.
     *
     * @throws UnreadableRecordException when no schema reads these bytes, now or later
     * @throws RegistryUnavailableException when the schema is not known here and the registry does not answer
     */
    public <V extends SpecificRecord> V decode(Topic<V> topic, byte @Nullable [] value) {
        return topic.type().cast(read(topic.type(), value));
    }

    /**
     * Reads of values what this record has, and always into it.
     *
     * @param into of {@code projections.avdl}
     */
    public <R extends SpecificRecordBase> Projection<R> projection(R into) {
        return new Projection<>(into, writer -> reader(writer, into.getClass(), OVERWRITING));
    }

    private SpecificRecord read(Class<?> type, byte @Nullable [] value) {
        var whole = whole(value);
        int writer = writer(whole);
        try {
            var reader = readers.computeIfAbsent(
                    new Reading(writer, type), reading -> reader(reading.writer(), reading.type(), SpecificData.get()));
            var bytes = body(whole, DECODERS.get());
            DECODERS.set(bytes);
            return reader.read(null, bytes);
        } catch (IOException | RuntimeException e) {
            throw failure(writer, e);
        }
    }

    /** A value that has an id of a schema and maybe more. */
    static byte[] whole(byte @Nullable [] value) {
        if (value == null) throw new UnreadableRecordException("the record has no value", null);
        if (value.length < RecordSerializer.HEADER_LENGTH || value[0] != RecordSerializer.MAGIC) {
            throw new UnreadableRecordException("the value does not start with a zero and a schema id", null);
        }
        return value;
    }

    /** The id of the schema that a whole value was written with. */
    static int writer(byte[] whole) {
        return ByteBuffer.wrap(whole, 1, 4).getInt();
    }

    /** What comes behind the id. */
    static BinaryDecoder body(byte[] whole, @Nullable BinaryDecoder again) {
        int length = whole.length - RecordSerializer.HEADER_LENGTH;
        return DecoderFactory.get().binaryDecoder(whole, RecordSerializer.HEADER_LENGTH, length, again);
    }

    /** Avro throws whatever it likes at bytes that were never its own. */
    static RuntimeException failure(int writer, Exception e) {
        return switch (e) {
            case RetriableException away -> away;
            case UnreadableRecordException unreadable -> unreadable;
            default ->
                new UnreadableRecordException("the bytes do not fit schema " + writer + ": " + e.getMessage(), e);
        };
    }

    private <R extends SpecificRecord> DatumReader<R> reader(int writer, Class<?> type, SpecificData data) {
        Schema written = registry.schema(writer)
                .orElseThrow(
                        () -> new UnreadableRecordException("the registry has no schema of the id " + writer, null));
        return new SpecificDatumReader<>(written, data.getSchema(type), data);
    }
}
