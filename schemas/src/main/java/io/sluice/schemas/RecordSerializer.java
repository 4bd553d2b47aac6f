package io.sluice.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record in Confluent's wire format: a zero, the schema's id in four bytes, Avro binary. It never registers a
 * schema: {@link TopicProvisioner} does so at start, and so no request waits for the registry.
 */
public final class RecordSerializer implements Serializer<SpecificRecord> {
    static final byte MAGIC = 0;
    static final int HEADER_LENGTH = 5;

    /** Nearly every record fits; to write it in one piece costs less than field by field. */
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(512);

    private final SchemaRegistry registry;
    private final Map<Schema, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();

    public RecordSerializer(SchemaRegistry registry) {
        TrustedRecords.trust();
        this.registry = registry;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
        if (record == null) return null;
        var schema = record.getSchema();
        int id = registry.idFor(topic, schema);
        var out = new ByteArrayOutputStream(256);
        out.write(MAGIC);
        out.write(id >>> 24);
        out.write(id >>> 16);
        out.write(id >>> 8);
        out.write(id);
        try {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            writers.computeIfAbsent(schema, RecordSerializer::writer).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static DatumWriter<SpecificRecord> writer(Schema schema) {
        return new SpecificDatumWriter<>(schema, SpecificData.get());
    }
}
