package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The outcomes of commands, as the worker stored them. */
@Repository
final class CommandRepository {
    /** Each pair of status and type that the caller has, by one hop along the index for each. */
    private static final String PAIRS = """
            WITH RECURSIVE pair AS (
                (SELECT status, type
                   FROM core.command
                  WHERE tenant_id = :tenant AND environment = :environment
                  ORDER BY status, type
                  LIMIT 1)
                  UNION ALL
                 SELECT next.status, next.type
                   FROM pair
                  CROSS JOIN LATERAL (
                         SELECT status, type
                           FROM core.command
                          WHERE tenant_id = :tenant AND environment = :environment
                            AND (status, type) > (pair.status, pair.type)
                          ORDER BY status, type
                          LIMIT 1) AS next)
            """;

    private final TenantReads reads;
    private final RecordDecoder decoder;

    CommandRepository(TenantReads reads, SchemaRegistry registry) {
        this.reads = reads;
        this.decoder = new RecordDecoder(registry);
    }

    /**
     * The outcome of whoever holds the claim of this command: of itself, or of another request under the same
     * Idempotency-Key. Empty while the worker has not settled it.
     */
    Optional<CommandResult> find(Caller caller, CommandId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql("SELECT outcome FROM core.command WHERE claim = :claim")
                        .param("claim", id.claim())
                        .query((row, at) -> decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome")))
                        .optional());
    }

    /**
     * One command more than the page shows, if there is one. What fits is taken from each pair of status and type, and
     * brought together: so a page costs the same for a million commands as for ten, and for a filter that few pass as
     * for one that all do.
     */
    List<CommandResult> list(Caller caller, ListQuery<CommandResult> query) {
        var statement = PAIRS + """
                SELECT command.outcome
                  FROM pair
                 CROSS JOIN LATERAL (
                        SELECT id, accepted_at, outcome
                          FROM core.command
                         WHERE tenant_id = :tenant AND environment = :environment
                           AND status = pair.status AND type = pair.type
                """ + query.sql() + ") AS command" + query.order();
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(statement)
                                .param("tenant", caller.tenant().value())
                                .param("environment", caller.environment().text()))
                        .query((row, at) -> decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome")))
                        .list());
    }
}
