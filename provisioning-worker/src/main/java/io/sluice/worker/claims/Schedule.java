package io.sluice.worker.claims;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topic;
import io.sluice.schemas.avro.CommandHeader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Commands that wait for their time. All of it runs in the caller's transaction. */
@Repository
public class Schedule {
    private final JdbcClient jdbc;
    private final RecordSerializer serializer;

    Schedule(JdbcClient jdbc, SchemaRegistry registry) {
        this.jdbc = jdbc;
        this.serializer = new RecordSerializer(registry);
    }

    /** Puts commands off until their {@code not_before}; of those due at one instant the first given is the first. */
    public <V extends SpecificRecord> void add(Topic<V> topic, List<V> commands, Function<V, CommandHeader> header) {
        if (commands.isEmpty()) return;
        var headers = commands.stream().map(header).toList();
        jdbc.sql("""
                        INSERT INTO core.scheduled_command (claim, topic, resource_id, due_at, record)
                        SELECT claim, :topic, resource_id, due_at, record
                          FROM unnest(:claims::uuid[], :resources::text[], :dues::timestamptz[], :records::bytea[])
                               WITH ORDINALITY AS new (claim, resource_id, due_at, record, place)
                         ORDER BY place
                        """)
                .param("topic", topic.name())
                .param("claims", texts(headers, one -> CommandId.of(one.getId()).claim()))
                .param("resources", texts(headers, CommandHeader::getResourceId))
                .param("dues", texts(headers, one -> requireNonNull(one.getNotBefore())))
                .param(
                        "records",
                        commands.stream()
                                .map(command -> serializer.serialize(topic.name(), command))
                                .toArray(byte[][]::new))
                .update();
    }

    /**
     * Takes those off the schedule that are to be applied now, because their time has come or because a worker whose
     * clock is ahead found so. Waits for whoever takes one off right now.
     *
     * @return the claims that are the caller's to settle
     */
    public Set<UUID> takeDue(Collection<UUID> claims, Instant now) {
        if (claims.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql("""
                        DELETE FROM core.scheduled_command
                         WHERE claim = ANY (:claims::uuid[]) AND (queued OR due_at <= :now::timestamptz)
                        RETURNING claim
                        """)
                .param("claims", texts(claims, claim -> claim))
                .param("now", now.toString())
                .query((row, at) -> row.getObject("claim", UUID.class))
                .list());
    }

    /**
     * Takes commands off the schedule, whether their time has come or not. Waits for whoever takes one off right now.
     *
     * @return the claims that are the caller's to settle
     */
    public Set<UUID> take(Collection<UUID> claims) {
        if (claims.isEmpty()) return Set.of();
        return new HashSet<>(
                jdbc.sql("DELETE FROM core.scheduled_command WHERE claim = ANY (:claims::uuid[]) RETURNING claim")
                        .param("claims", texts(claims, claim -> claim))
                        .query((row, at) -> row.getObject("claim", UUID.class))
                        .list());
    }

    /**
     * Marks commands as queued whose time has come, the longest due first, past those that another transaction holds.
     * One whose resource has an earlier one that is not settled yet waits for that, unless both are queued by this
     * call: so those of one resource come into their topic in the order of their times, whoever queues them.
     *
     * @param read is given the topic and the record of each, in order
     */
    public <T> List<T> queueDue(Instant now, int max, BiFunction<String, byte[], T> read) {
        return jdbc.sql("""
                        WITH due AS MATERIALIZED (
                             SELECT claim, resource_id, due_at, position
                               FROM core.scheduled_command
                              WHERE NOT queued AND due_at <= :now::timestamptz
                              ORDER BY due_at, position
                              LIMIT :max
                                FOR UPDATE SKIP LOCKED),
                        first AS (
                             SELECT claim
                               FROM due
                              WHERE NOT EXISTS (SELECT FROM core.scheduled_command AS earlier
                                                 WHERE earlier.resource_id = due.resource_id
                                                   AND (earlier.due_at, earlier.position) < (due.due_at, due.position)
                                                   AND earlier.claim NOT IN (SELECT claim FROM due))),
                        queued AS (
                             UPDATE core.scheduled_command AS command
                                SET queued = true
                               FROM first
                              WHERE command.claim = first.claim
                             RETURNING command.due_at, command.position, command.topic, command.record)
                        SELECT topic, record FROM queued ORDER BY due_at, position
                        """)
                .param("now", now.toString())
                .param("max", max)
                .query((row, at) -> read.apply(row.getString("topic"), row.getBytes("record")))
                .list();
    }

    /** The time of the command that is due for longest and not settled, whether it is queued or not; empty for none. */
    public Optional<Instant> oldestDue(Instant now) {
        return jdbc.sql("""
                        SELECT least((SELECT min(due_at) FROM core.scheduled_command WHERE NOT queued),
                                     (SELECT min(due_at) FROM core.scheduled_command WHERE queued)) AS due_at
                        """)
                .query((row, at) -> Optional.ofNullable(row.getObject("due_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single()
                .filter(due -> !due.isAfter(now));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, Object> text) {
        return values.stream().map(value -> text.apply(value).toString()).toArray(String[]::new);
    }
}
