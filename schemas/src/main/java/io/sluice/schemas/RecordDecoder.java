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
    private record Reading(int writer, Class<?> type, boolean over) {}

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
        return topic.type().cast(read(topic.type(), null, value));
    }

    /**
     * Reads of one value the fields that this record has, over what it held, and returns it; only what its lists hold
     * is made anew. Of a million records the other fields would be much of the work, and new records nearly all of the
     * garbage.
     *
     * @param into of {@code projections.avdl}
     * @throws UnreadableRecordException as {@link #decode}; what the record holds then has no meaning
     * @throws RegistryUnavailableException as {@link #decode}
     */
    public <R extends SpecificRecordBase> R project(R into, byte @Nullable [] value) {
        read(into.getClass(), into, value);
        return into;
    }

    private SpecificRecord read(Class<?> type, @Nullable SpecificRecord into, byte @Nullable [] value) {
        if (value == null) throw new UnreadableRecordException("the record has no value", null);
        if (value.length < RecordSerializer.HEADER_LENGTH || value[0] != RecordSerializer.MAGIC) {
            throw new UnreadableRecordException("the value does not start with a zero and a schema id", null);
        }
        int writer = ByteBuffer.wrap(value, 1, 4).getInt();
        try {
            var reader = readers.computeIfAbsent(new Reading(writer, type, into != null), this::reader);
            int length = value.length - RecordSerializer.HEADER_LENGTH;
            var bytes =
                    DecoderFactory.get().binaryDecoder(value, RecordSerializer.HEADER_LENGTH, length, DECODERS.get());
            DECODERS.set(bytes);
            return reader.read(into, bytes);
        } catch (RetriableException | UnreadableRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro throws whatever it likes at bytes that were never its own.
            throw new UnreadableRecordException("the bytes do not fit schema " + writer + ": " + e.getMessage(), e);
        }
    }

    private DatumReader<SpecificRecord> reader(Reading reading) {
        Schema written = registry.schema(reading.writer())
                .orElseThrow(() -> new UnreadableRecordException(
                        "the registry has no schema of the id " + reading.writer(), null));
        var data = reading.over() ? OVERWRITING : SpecificData.get();
        return new SpecificDatumReader<>(written, data.getSchema(reading.type()), data);
    }
}
