package io.sluice.worker.claims;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every command that was ever taken up, and its outcome. All of it runs in the caller's transaction. */
@Repository
public class Claims {
    private final JdbcClient jdbc;
    private final RecordSerializer serializer;
    private final RecordDecoder decoder;

    Claims(JdbcClient jdbc, SchemaRegistry registry) {
        this.jdbc = jdbc;
        this.serializer = new RecordSerializer(registry);
        this.decoder = new RecordDecoder(registry);
    }

    /** Where those stand that were taken up before, by claim; a changeable map. */
    public Map<UUID, CommandResult> find(Collection<UUID> claims) {
        var found = new HashMap<UUID, CommandResult>();
        if (claims.isEmpty()) return found;
        jdbc.sql("SELECT claim, outcome FROM core.command WHERE claim = ANY (:claims::uuid[])")
                .param("claims", texts(claims, claim -> claim))
                .query(row -> {
                    var outcome = decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome"));
                    found.put(row.getObject("claim", UUID.class), outcome);
                });
        return found;
    }

    /**
     * Writes what became of commands that nobody had taken up, after waiting for whoever is taking one up right now.
     *
     * @return by id the bytes that stand in the table, which are those that the topic of results takes
     * @throws ClaimedMeanwhileException when another one was faster; what these did must then be undone
     */
    public Map<String, byte[]> record(Collection<CommandResult> outcomes) {
        if (outcomes.isEmpty()) return Map.of();
        var ids = outcomes.stream().map(Claims::id).toList();
        var written = new LinkedHashMap<String, byte[]>();
        for (var outcome : outcomes) written.put(outcome.getId(), bytes(outcome));
        // Sorted, so that two workers that meet over the same commands wait for each other and never in a circle.
        int recorded = jdbc.sql("""
                        INSERT INTO core.command
                               (claim, id, tenant_id, environment, type, status, outcome, accepted_at)
                        SELECT claim, id, tenant_id, environment, type, status, outcome, accepted_at
                          FROM unnest(:claims::uuid[], :ids::uuid[], :tenants::uuid[], :environments::text[],
                                      :types::text[], :statuses::text[], :outcomes::bytea[], :accepted::timestamptz[])
                               AS new (claim, id, tenant_id, environment, type, status, outcome, accepted_at)
                         ORDER BY claim
                            ON CONFLICT (claim) DO NOTHING
                        """)
                .param("claims", texts(ids, CommandId::claim))
                .param("ids", texts(ids, CommandId::value))
                .param(
                        "tenants",
                        texts(
                                outcomes,
                                outcome -> TenantId.of(outcome.getTenantId()).value()))
                .param("environments", texts(outcomes, CommandResult::getEnvironment))
                .param("types", texts(outcomes, CommandResult::getType))
                .param("statuses", texts(outcomes, CommandResult::getStatus))
                .param("outcomes", written.values().toArray(byte[][]::new))
                .param("accepted", texts(outcomes, CommandResult::getAcceptedAt))
                .update();
        if (recorded < outcomes.size()) throw new ClaimedMeanwhileException();
        return written;
    }

    /** Writes what became of commands that were recorded as scheduled, and that the caller took off the schedule. */
    public void settle(Collection<CommandResult> outcomes) {
        if (outcomes.isEmpty()) return;
        jdbc.sql("""
                        UPDATE core.command
                           SET status = settled.status, outcome = settled.outcome
                          FROM unnest(:claims::uuid[], :statuses::text[], :outcomes::bytea[])
                               AS settled (claim, status, outcome)
                         WHERE command.claim = settled.claim
                        """)
                .param("claims", texts(outcomes, outcome -> id(outcome).claim()))
                .param("statuses", texts(outcomes, CommandResult::getStatus))
                .param("outcomes", outcomes.stream().map(this::bytes).toArray(byte[][]::new))
                .update();
    }

    private static CommandId id(CommandResult outcome) {
        return CommandId.of(outcome.getId());
    }

    private byte[] bytes(CommandResult outcome) {
        return Objects.requireNonNull(serializer.serialize(Topics.COMMAND_RESULTS.name(), outcome));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, Object> text) {
        return values.stream().map(value -> text.apply(value).toString()).toArray(String[]::new);
    }
}
