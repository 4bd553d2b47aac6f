package io.sluice.worker.roles;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CreateRole;
import io.sluice.schemas.avro.Role;
import io.sluice.schemas.avro.UpdateRole;
import io.sluice.worker.claims.Numbers;
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
class RoleRepository {
    private static final String COLUMNS =
            "id, number, tenant_id, name, description, permissions, builtin, created_at, updated_at, version";

    private final JdbcClient jdbc;
    private final Numbers numbers;

    RoleRepository(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    Role insert(TenantId tenant, RoleId id, CreateRole role, Instant now) {
        return jdbc.sql("""
                        INSERT INTO core.role
                               (id, number, tenant_id, name, description, permissions, created_at, updated_at)
                        VALUES (:id, :number, :tenant, :name, :description, :permissions::text[], :now::timestamptz,
                                :now::timestamptz)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("number", numbers.next(tenant, "role"))
                .param("tenant", tenant.value())
                .param("name", role.getName())
                .param("description", role.getDescription())
                .param("permissions", role.getPermissions().toArray(String[]::new))
                .param("now", now.toString())
                .query((row, at) -> role(row))
                .single();
    }

    /** A field that is not given stays, unless it is cleared. */
    Role update(RoleId id, UpdateRole change, Instant now) {
        var permissions = change.getPermissions();
        return jdbc.sql("""
                        UPDATE core.role
                           SET name = coalesce(:name, name),
                               description = CASE WHEN :clear THEN NULL ELSE coalesce(:description, description) END,
                               permissions = coalesce(:permissions::text[], permissions),
                               updated_at = :now::timestamptz, version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("name", change.getName())
                .param("clear", change.getClear().contains("description"))
                .param("description", change.getDescription())
                .param("permissions", permissions == null ? null : permissions.toArray(String[]::new))
                .param("now", now.toString())
                .query((row, at) -> role(row))
                .single();
    }

    /** The role of the tenant, which nobody else takes up until the transaction ends. */
    Optional<Role> lock(TenantId tenant, RoleId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.role WHERE id = :id AND tenant_id = :tenant FOR UPDATE")
                .param("id", id.value())
                .param("tenant", tenant.value())
                .query((row, at) -> role(row))
                .optional();
    }

    boolean isTaken(TenantId tenant, RoleId id, String name) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.role WHERE tenant_id = :tenant AND name = :name"
                        + " AND id <> :id)")
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Who has it and could still use it, in words. */
    Optional<String> user(RoleId id) {
        var key = jdbc.sql("SELECT id FROM core.api_key WHERE role_id = :id"
                        + " AND status NOT IN ('revoked', 'deleted') LIMIT 1")
                .param("id", id.value())
                .query((row, at) -> "the key " + new KeyId(row.getObject("id", UUID.class)).text())
                .optional();
        if (key.isPresent()) return key;
        return jdbc.sql("SELECT id FROM core.person WHERE role_ids @> ARRAY[:id::uuid] AND role_ids <> '{}'"
                        + " AND status <> 'deleted' LIMIT 1")
                .param("id", id.value())
                .query((row, at) -> "the user " + new PersonId(row.getObject("id", UUID.class)).text())
                .optional();
    }

    void delete(RoleId id) {
        jdbc.sql("DELETE FROM core.role WHERE id = :id").param("id", id.value()).update();
    }

    List<Role> find(List<RoleId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.role WHERE id = ANY (:ids::uuid[])")
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> role(row))
                .list();
    }

    /** Those that came with the tenant. */
    List<Role> builtin(TenantId tenant) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.role WHERE tenant_id = :tenant AND builtin")
                .param("tenant", tenant.value())
                .query((row, at) -> role(row))
                .list();
    }

    private static Role role(ResultSet row) throws SQLException {
        return Role.newBuilder()
                .setId(new RoleId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setName(row.getString("name"))
                .setDescription(row.getString("description"))
                .setPermissions(List.of((String[]) row.getArray("permissions").getArray()))
                .setBuiltin(row.getBoolean("builtin"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
