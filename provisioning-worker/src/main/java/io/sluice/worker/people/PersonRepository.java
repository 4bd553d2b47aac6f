package io.sluice.worker.people;

import io.sluice.schemas.PersonId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CreatePerson;
import io.sluice.schemas.avro.Person;
import io.sluice.schemas.avro.UpdatePerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PersonRepository {
    private static final String COLUMNS = """
            id, tenant_id, email, name, kind, parent_id, role_ids, status, generation, created_at, updated_at, version
            """;

    private final JdbcClient jdbc;

    PersonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Person insert(TenantId tenant, PersonId id, CreatePerson person, Instant now) {
        var made = jdbc.sql("""
                        INSERT INTO core.person
                               (id, tenant_id, email, name, kind, parent_id, role_ids, created_at, updated_at)
                        VALUES (:id, :tenant, :email, :name, :kind, :parent::uuid, :roles::uuid[], :now::timestamptz,
                                :now::timestamptz)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("email", person.getEmail())
                .param("name", person.getName())
                .param("kind", person.getKind())
                .param("parent", parent(person.getParentId()))
                .param("roles", uuids(person.getRoleIds()))
                .param("now", now.toString())
                .query((row, at) -> person(row))
                .single();
        setPassword(id, person.getPasswordHash());
        return made;
    }

    /** A field that is not given stays, unless it is cleared. Tokens of before a new password are good no longer. */
    Person update(PersonId id, UpdatePerson change, Instant now) {
        boolean stopped = "disabled".equals(change.getStatus());
        if (change.getPasswordHash() != null) setPassword(id, change.getPasswordHash());
        return jdbc.sql("""
                        UPDATE core.person
                           SET email = coalesce(:email, email),
                               name = CASE WHEN :clear THEN NULL ELSE coalesce(:name, name) END,
                               status = coalesce(:status, status),
                               role_ids = coalesce(:roles::uuid[], role_ids),
                               generation = generation + :ends::int,
                               updated_at = :now::timestamptz, version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("email", change.getEmail())
                .param("clear", change.getClear().contains("name"))
                .param("name", change.getName())
                .param("status", change.getStatus())
                .param("roles", change.getRoleIds() == null ? null : uuids(change.getRoleIds()))
                .param("ends", stopped || change.getPasswordHash() != null ? 1 : 0)
                .param("now", now.toString())
                .query((row, at) -> person(row))
                .single();
    }

    /** The row stays for those who look back; nobody signs in with it any longer. */
    Person delete(PersonId id, Instant now) {
        jdbc.sql("DELETE FROM core.password WHERE person_id = :id")
                .param("id", id.value())
                .update();
        return jdbc.sql("""
                        UPDATE core.person
                           SET status = 'deleted', generation = generation + 1, updated_at = :now::timestamptz,
                               version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("now", now.toString())
                .query((row, at) -> person(row))
                .single();
    }

    /** The person of the tenant who is not deleted, whom nobody else takes up until the transaction ends. */
    Optional<Person> lock(TenantId tenant, PersonId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.person WHERE id = :id AND tenant_id = :tenant"
                        + " AND status <> 'deleted' FOR NO KEY UPDATE")
                .param("id", id.value())
                .param("tenant", tenant.value())
                .query((row, at) -> person(row))
                .optional();
    }

    boolean isTaken(TenantId tenant, PersonId id, String email) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.person WHERE tenant_id = :tenant AND email = :email"
                        + " AND status <> 'deleted' AND id <> :id)")
                .param("id", id.value())
                .param("tenant", tenant.value())
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    /** Whether the tenant has all these roles, which then cannot be deleted until the transaction ends. */
    boolean hasRoles(TenantId tenant, List<String> roles) {
        if (roles.isEmpty()) return true;
        return jdbc.sql("SELECT id FROM core.role WHERE tenant_id = :tenant AND id = ANY (:ids::uuid[]) FOR KEY SHARE")
                        .param("tenant", tenant.value())
                        .param("ids", uuids(roles))
                        .query(UUID.class)
                        .list()
                        .size()
                == Stream.of(uuids(roles)).distinct().count();
    }

    /** A customer below this person, who is not deleted. */
    Optional<String> customer(PersonId id) {
        return jdbc.sql("SELECT id FROM core.person WHERE parent_id = :id AND status <> 'deleted' LIMIT 1")
                .param("id", id.value())
                .query((row, at) -> new PersonId(row.getObject("id", UUID.class)).text())
                .optional();
    }

    /** People as every ingress has to know them, with the sessions whose access tokens may still be about. */
    List<Person> find(List<PersonId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT " + COLUMNS + """
                             , ARRAY(SELECT session.id FROM core.session
                                      WHERE person_id = person.id AND ended_at > now() - interval '10 minutes') AS ended
                          FROM core.person WHERE id = ANY (:ids::uuid[])
                        """)
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> Person.newBuilder(person(row))
                        .setEndedSessions(
                                Stream.of((UUID[]) row.getArray("ended").getArray())
                                        .map(session -> new SessionId(session).text())
                                        .toList())
                        .build())
                .list();
    }

    private void setPassword(PersonId id, String hash) {
        jdbc.sql("""
                        INSERT INTO core.password (person_id, hash) VALUES (:id, :hash)
                            ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash
                        """).param("id", id.value()).param("hash", hash).update();
    }

    private static String[] uuids(List<String> roles) {
        return roles.stream().map(role -> RoleId.of(role).value().toString()).toArray(String[]::new);
    }

    private static @Nullable String parent(@Nullable String id) {
        return id == null ? null : PersonId.of(id).value().toString();
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
                .setGeneration(row.getLong("generation"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
