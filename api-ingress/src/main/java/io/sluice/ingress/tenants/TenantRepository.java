package io.sluice.ingress.tenants;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Tenants as they stand in the worker's table, which shows the platform's tenant all and each other one itself. */
@Repository
final class TenantRepository {
    private static final String SELECT = """
            SELECT id, name, slug, status, limits_fallback, created_at, updated_at, version
              FROM core.tenant
             WHERE true
            """;

    private final TenantReads reads;

    TenantRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<Tenant> byId(Caller caller, TenantId id) {
        return reads.as(
                caller.in(caller.home()),
                jdbc -> jdbc.sql(SELECT + "AND id = :id")
                        .param("id", id.value())
                        .query((row, at) -> tenant(row))
                        .optional());
    }

    /** One tenant more than the page shows, if there is one. */
    List<Tenant> list(Caller caller, ListQuery<Tenant> query) {
        return reads.as(
                caller.in(caller.home()),
                jdbc -> query.bind(jdbc.sql(SELECT + query.sql()))
                        .query((row, at) -> tenant(row))
                        .list());
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return Tenant.newBuilder()
                .setId(new TenantId(row.getObject("id", UUID.class)).text())
                .setName(row.getString("name"))
                .setSlug(row.getString("slug"))
                .setStatus(row.getString("status"))
                .setLimitsFallback(row.getString("limits_fallback"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
