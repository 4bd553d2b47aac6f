package io.sluice.ingress.people;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;

/** People as they stand in the worker's table: those of the caller's tenant whom the caller sees. */
@Repository
final class UserRepository {
    private static final String SELECT = """
            SELECT id, tenant_id, email, name, kind, parent_id, role_ids, status, created_at, updated_at, version
              FROM core.person
             WHERE tenant_id = :tenant AND status <> 'deleted'
            """;

    private final TenantReads reads;

    UserRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<Person> byId(Caller caller, PersonId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + seen(caller) + " AND id = :id")
                        .param("tenant", caller.tenant().value())
                        .param("self", caller.principal().value())
                        .param("id", id.value())
                        .query((row, at) -> person(row))
                        .optional());
    }

    /** One person more than the page shows, if there is one. */
    List<Person> list(Caller caller, ListQuery<Person> query) {
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(SELECT + seen(caller) + query.sql())
                                .param("tenant", caller.tenant().value())
                                .param("self", caller.principal().value()))
                        .query((row, at) -> person(row))
                        .list());
    }

    private static String seen(Caller caller) {
        return switch (caller.reach()) {
            case PLATFORM, TENANT -> "";
            case BELOW -> " AND (id = :self OR parent_id = :self)";
            case ITSELF -> " AND id = :self";
        };
    }

    private static Person person(ResultSet row) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return Person.newBuilder()
                .setId(new PersonId(row.getObject("id", UUID.class)).text())
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEmail(row.getString("email"))
                .setName(row.getString("name"))
                .setKind(row.getString("kind"))
                .setParentId(parent == null ? null : new PersonId(parent).text())
                .setRoleIds(Stream.of((UUID[]) row.getArray("role_ids").getArray())
                        .map(role -> new RoleId(role).text())
                        .toList())
                .setStatus(row.getString("status"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
