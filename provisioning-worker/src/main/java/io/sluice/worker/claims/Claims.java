package io.sluice.worker.claims;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /**
     * Takes up the commands that nobody took up before, and waits for whoever is taking one up right now.
     *
     * @return the claims that are the caller's
     */
    public Set<UUID> claim(Collection<CommandHeader> commands) {
        if (commands.isEmpty()) return Set.of();
        // Sorted, so that two workers that meet over the same commands wait for each other and never in a circle.
        var claimed = jdbc.sql("""
                        INSERT INTO core.command (claim, id, tenant_id, environment, type, accepted_at)
                        SELECT * FROM unnest(:claims::uuid[], :ids::uuid[], :tenants::uuid[], :environments::text[],
                                             :types::text[], :accepted::timestamptz[]) AS new (claim)
                         ORDER BY claim
                            ON CONFLICT (claim) DO NOTHING
                        RETURNING claim
                        """)
                .param(
                        "claims",
                        texts(commands, header -> CommandId.of(header.getId()).claim()))
                .param(
                        "ids",
                        texts(commands, header -> CommandId.of(header.getId()).value()))
                .param(
                        "tenants",
                        texts(
                                commands,
                                header -> TenantId.of(header.getTenantId()).value()))
                .param("environments", texts(commands, CommandHeader::getEnvironment))
                .param("types", texts(commands, CommandHeader::getType))
                .param("accepted", texts(commands, CommandHeader::getAcceptedAt))
                .query((row, number) -> row.getObject("claim", UUID.class))
                .list();
        return new HashSet<>(claimed);
    }

    /** Writes the outcomes beside their claims; an outcome that stands is never replaced. */
    public void settle(Collection<CommandResult> outcomes) {
        if (outcomes.isEmpty()) return;
        jdbc.sql("""
                        UPDATE core.command
                           SET status = settled.status, outcome = settled.outcome
                          FROM unnest(:claims::uuid[], :statuses::text[], :outcomes::bytea[])
                               AS settled (claim, status, outcome)
                         WHERE command.claim = settled.claim
                           AND command.outcome IS NULL
                        """)
                .param(
                        "claims",
                        texts(outcomes, outcome -> CommandId.of(outcome.getId()).claim()))
                .param("statuses", texts(outcomes, CommandResult::getStatus))
                .param("outcomes", outcomes.stream().map(this::bytes).toArray(byte[][]::new))
                .update();
    }

    /** The outcomes of commands that were taken up before, by claim. */
    public Map<UUID, CommandResult> settled(Collection<UUID> claims) {
        var settled = new HashMap<UUID, CommandResult>();
        if (claims.isEmpty()) return settled;
        jdbc.sql("SELECT claim, outcome FROM core.command WHERE claim = ANY (:claims::uuid[]) AND outcome IS NOT NULL")
                .param("claims", texts(claims, claim -> claim))
                .query(row -> {
                    var outcome = decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome"));
                    settled.put(row.getObject("claim", UUID.class), outcome);
                });
        return settled;
    }

    private byte[] bytes(CommandResult outcome) {
        return Objects.requireNonNull(serializer.serialize(Topics.COMMAND_RESULTS.name(), outcome));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, Object> text) {
        return values.stream().map(value -> text.apply(value).toString()).toArray(String[]::new);
    }
}
