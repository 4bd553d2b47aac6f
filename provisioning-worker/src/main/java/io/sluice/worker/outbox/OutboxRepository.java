package io.sluice.worker.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Slots and the batches in them. */
@Repository
class OutboxRepository {
    /** A slot that is the caller's now. */
    record Taken(int slot, long nextBatch) {}

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OutboxRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Takes a slot that nobody holds, one with something in it before an empty one.
     *
     * @param leftBehind only one with something in it
     */
    Optional<Taken> take(UUID owner, Duration lease, boolean leftBehind) {
        return jdbc.sql("""
                        UPDATE core.outbox_slot AS taken
                           SET owner = :owner, leased_until = clock_timestamp() + :lease::interval
                         WHERE slot = (SELECT free.slot
                                         FROM core.outbox_slot AS free
                                        CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM core.outbox
                                                                            WHERE outbox.slot = free.slot) AS filled)
                                        WHERE (free.owner IS NULL OR free.leased_until < clock_timestamp())
                                          AND (filled OR NOT :left_behind)
                                        ORDER BY filled DESC, free.slot
                                        LIMIT 1
                                          FOR UPDATE OF free SKIP LOCKED)
                        RETURNING slot, next_batch
                        """)
                .param("owner", owner)
                .param("lease", lease.toString())
                .param("left_behind", leftBehind)
                .query((row, at) -> new Taken(row.getInt("slot"), row.getLong("next_batch")))
                .optional();
    }

    /** Holds the slot for longer and sets the number of its next batch; false when it is somebody else's by now. */
    boolean hold(int slot, UUID owner, Duration lease, long nextBatch) {
        return jdbc.sql("""
                        UPDATE core.outbox_slot
                           SET leased_until = clock_timestamp() + :lease::interval, next_batch = :next
                         WHERE slot = :slot AND owner = :owner
                        """)
                        .param("lease", lease.toString())
                        .param("next", nextBatch)
                        .param("slot", slot)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    void release(int slot, UUID owner) {
        jdbc.sql("UPDATE core.outbox_slot SET owner = NULL, leased_until = NULL WHERE slot = :slot AND owner = :owner")
                .param("slot", slot)
                .param("owner", owner)
                .update();
    }

    void insert(int slot, Batch batch) {
        var records = batch.records();
        jdbc.sql("""
                        INSERT INTO core.outbox (slot, batch, topics, keys, headers, records)
                        VALUES (:slot, :batch, :topics::text[], :keys::text[], :headers::text[], :records::bytea[])
                        """)
                .param("slot", slot)
                .param("batch", batch.number())
                .param("topics", texts(records, ProducerRecord::topic))
                .param("keys", texts(records, ProducerRecord::key))
                .param("headers", texts(records, record -> json.writeValueAsString(texts(record.headers()))))
                .param("records", records.stream().map(ProducerRecord::value).toArray(byte[][]::new))
                .update();
    }

    List<Batch> batches(int slot) {
        return jdbc.sql("""
                        SELECT batch, topics, keys, headers, records
                          FROM core.outbox
                         WHERE slot = :slot
                         ORDER BY batch
                        """).param("slot", slot).query((row, at) -> batch(row)).list();
    }

    void forget(int slot, long below) {
        jdbc.sql("DELETE FROM core.outbox WHERE slot = :slot AND batch < :below")
                .param("slot", slot)
                .param("below", below)
                .update();
    }

    private Batch batch(ResultSet row) throws SQLException {
        var topics = (String[]) row.getArray("topics").getArray();
        var keys = (String[]) row.getArray("keys").getArray();
        var headers = (String[]) row.getArray("headers").getArray();
        var records = (byte[][]) row.getArray("records").getArray();
        return new Batch(
                row.getLong("batch"),
                IntStream.range(0, topics.length)
                        .mapToObj(at -> record(topics[at], keys[at], headers[at], records[at]))
                        .toList());
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, String headers, byte[] value) {
        var record = new ProducerRecord<String, byte[]>(topic, key, value);
        json.readValue(headers, TEXTS).forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    /** All of our headers are texts, each of another name. */
    private static Map<String, String> texts(Headers headers) {
        var texts = new LinkedHashMap<String, String>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }

    private static String[] texts(
            List<ProducerRecord<String, byte[]>> records, Function<ProducerRecord<String, byte[]>, String> text) {
        return records.stream().map(text).toArray(String[]::new);
    }
}
