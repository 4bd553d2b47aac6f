package io.sluice.ingress.audit;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.CommandId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** The entries of a tenant, of whatever environment. */
@Repository
final class AuditRepository {
    private static final String SELECT = """
            SELECT id, principal, address, type, resource_id, environment, at, error_code, before, after
              FROM core.audit
             WHERE tenant_id = :tenant
            """;

    private final TenantReads reads;

    AuditRepository(TenantReads reads) {
        this.reads = reads;
    }

    /** One entry more than the page shows, if there is one. */
    List<AuditEntry> list(Caller caller, ListQuery<AuditEntry> query) {
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(SELECT + query.sql())
                                .param("tenant", caller.tenant().value()))
                        .query((row, at) -> entry(row))
                        .list());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                new CommandId(row.getObject("id", UUID.class)).text(),
                row.getString("principal"),
                row.getString("address"),
                row.getString("type"),
                row.getString("resource_id"),
                row.getString("environment"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("error_code"),
                row.getString("before"),
                row.getString("after"));
    }
}
