package io.sluice.ingress.roles;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Repository;

/** Roles as they stand in the worker's table. */
@Repository
final class RoleRepository {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private static final String SELECT = """
            SELECT id, number, tenant_id, name, description, permissions, builtin, created_at, updated_at, version
              FROM core.role
             WHERE tenant_id = :tenant
            """;

    private final TenantReads reads;

    RoleRepository(TenantReads reads) {
        this.reads = reads;
    }

    /** By its id or its number. */
    Optional<Role> at(Caller caller, String address) {
        if (NUMBER.matcher(address).matches()) {
            return one(caller, "AND number = :number", "number", Long.parseLong(address));
        }
        return RoleId.parse(address).flatMap(id -> one(caller, "AND id = :id", "id", id.value()));
    }

    /** The id of what is addressed by id or number; of a number that stands for nothing, empty. */
    Optional<RoleId> id(Caller caller, String address) {
        return RoleId.parse(address).or(() -> at(caller, address).map(role -> RoleId.of(role.getId())));
    }

    private Optional<Role> one(Caller caller, String condition, String parameter, Object value) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + condition)
                        .param("tenant", caller.tenant().value())
                        .param(parameter, value)
                        .query((row, at) -> role(row))
                        .optional());
    }

    /** One role more than the page shows, if there is one. */
    List<Role> list(Caller caller, ListQuery<Role> query) {
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(SELECT + query.sql())
                                .param("tenant", caller.tenant().value()))
                        .query((row, at) -> role(row))
                        .list());
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
