package io.sluice.ingress.routing;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Outbound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Outbounds as they stand in the worker's table. */
@Repository
final class OutboundRepository {
    private static final String SELECT = """
            SELECT id, number, tenant_id, environment, name, protocol, address, port, username, remark, created_at,
                   updated_at, version
              FROM core.outbound
             WHERE tenant_id = :tenant AND environment = :environment
            """;

    private final TenantReads reads;

    OutboundRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<Outbound> byId(Caller caller, OutboundId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + "AND id = :id")
                        .param("tenant", caller.tenant().value())
                        .param("environment", caller.environment().text())
                        .param("id", id.value())
                        .query((row, at) -> outbound(row))
                        .optional());
    }

    /** One outbound more than the page shows, if there is one. */
    List<Outbound> list(Caller caller, ListQuery<Outbound> query) {
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(SELECT + query.sql())
                                .param("tenant", caller.tenant().value())
                                .param("environment", caller.environment().text()))
                        .query((row, at) -> outbound(row))
                        .list());
    }

    private static Outbound outbound(ResultSet row) throws SQLException {
        return Outbound.newBuilder()
                .setId(new OutboundId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setName(row.getString("name"))
                .setProtocol(row.getString("protocol"))
                .setAddress(row.getString("address"))
                .setPort(row.getObject("port", Integer.class))
                .setUsername(row.getString("username"))
                .setRemark(row.getString("remark"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
