package io.sluice.worker.tenants;

import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CreateTenant;
import io.sluice.schemas.avro.Tenant;
import io.sluice.schemas.avro.UpdateTenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TenantRepository {
    private static final String COLUMNS = "id, name, slug, status, limits_fallback, created_at, updated_at, version";

    private final JdbcClient jdbc;

    TenantRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes it with its roles. */
    Tenant insert(TenantId id, CreateTenant tenant, Instant now) {
        var made = jdbc.sql("""
                        INSERT INTO core.tenant (id, name, slug, limits_fallback, created_at, updated_at)
                        VALUES (:id, :name, :slug, :fallback, :now::timestamptz, :now::timestamptz)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("name", tenant.getName())
                .param("slug", tenant.getSlug())
                .param("fallback", tenant.getLimitsFallback())
                .param("now", now.toString())
                .query((row, at) -> tenant(row))
                .single();
        jdbc.sql("SELECT core.make_builtin_roles(:id, :now::timestamptz)")
                .param("id", id.value())
                .param("now", now.toString())
                .query((row, at) -> true)
                .single();
        return made;
    }

    /** A field that is not given stays. */
    Tenant update(TenantId id, UpdateTenant change, Instant now) {
        return jdbc.sql("""
                        UPDATE core.tenant
                           SET name = coalesce(:name, name), status = coalesce(:status, status),
                               limits_fallback = coalesce(:fallback, limits_fallback),
                               updated_at = :now::timestamptz, version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("name", change.getName())
                .param("status", change.getStatus())
                .param("fallback", change.getLimitsFallback())
                .param("now", now.toString())
                .query((row, at) -> tenant(row))
                .single();
    }

    /** The tenant, which nobody else takes up until the transaction ends. */
    Optional<Tenant> lock(TenantId id) {
        // Not against those who refer to it, which every row of a tenant does.
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.tenant WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id.value())
                .query((row, at) -> tenant(row))
                .optional();
    }

    boolean isTaken(String slug) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.tenant WHERE slug = :slug)")
                .param("slug", slug)
                .query(Boolean.class)
                .single();
    }

    List<Tenant> find(List<TenantId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.tenant WHERE id = ANY (:ids::uuid[])")
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> tenant(row))
                .list();
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
