package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.ingress.lists.Pairs;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Where commands stand, as the worker recorded them. */
@Repository
final class CommandRepository {
    private static final Pairs PAIRS = new Pairs("core.command", "status", "type");

    private final TenantReads reads;
    private final RecordDecoder decoder;

    CommandRepository(TenantReads reads, SchemaRegistry registry) {
        this.reads = reads;
        this.decoder = new RecordDecoder(registry);
    }

    /**
     * Where whoever holds the claim of this command stands: itself, or another request under the same Idempotency-Key.
     * Empty while no worker has taken it up.
     */
    Optional<CommandResult> find(Caller caller, CommandId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql("SELECT outcome FROM core.command WHERE claim = :claim")
                        .param("claim", id.claim())
                        .query((row, at) -> decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome")))
                        .optional());
    }

    /** One command more than the page shows, if there is one. */
    List<CommandResult> list(Caller caller, ListQuery<CommandResult> query) {
        var statement = PAIRS.with() + "SELECT command.outcome FROM pair CROSS JOIN LATERAL ("
                + PAIRS.from("id, accepted_at, outcome") + query.sql() + ") AS command" + query.order();
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(statement)
                                .param("tenant", caller.tenant().value())
                                .param("environment", caller.environment().text()))
                        .query((row, at) -> decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome")))
                        .list());
    }
}
