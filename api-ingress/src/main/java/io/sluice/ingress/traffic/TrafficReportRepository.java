package io.sluice.ingress.traffic;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.TrafficReportId;
import io.sluice.schemas.avro.CommandResult;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Reports are kept as what they are: commands with an outcome. */
@Repository
final class TrafficReportRepository {
    private final TenantReads reads;
    private final RecordDecoder decoder;

    TrafficReportRepository(TenantReads reads, SchemaRegistry registry) {
        this.reads = reads;
        this.decoder = new RecordDecoder(registry);
    }

    Optional<CommandResult> byId(Caller caller, TrafficReportId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql("SELECT outcome FROM core.command WHERE claim = :claim AND id = :id")
                        .param("claim", new CommandId(id.value()).claim())
                        .param("id", id.value())
                        .query((row, at) -> decoder.decode(Topics.COMMAND_RESULTS, row.getBytes("outcome")))
                        .optional());
    }
}
