package io.sluice.worker.people;

import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SessionRepository {
    /** Whoever does not come for new tokens for so long signs in anew. */
    private static final Duration IDLE_MAX = Duration.ofDays(30);

    private static final String SELECT = """
            SELECT session.id, session.tenant_id, session.environment, session.person_id, session.sequence,
                   person.generation, session.opened_at, session.expires_at, session.ended_at
              FROM core.session JOIN core.person ON person.id = session.person_id
            """;

    private final JdbcClient jdbc;

    SessionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Session open(CommandHeader header, SessionId id, PersonId person, Instant now) {
        jdbc.sql("""
                        INSERT INTO core.session (id, tenant_id, environment, person_id, opened_at, expires_at)
                        VALUES (:id, :tenant, :environment, :person, :now::timestamptz, :expires::timestamptz)
                        """)
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .param("person", person.value())
                .param("now", now.toString())
                .param("expires", now.plus(IDLE_MAX).toString())
                .update();
        return read(id);
    }

    /** The session of this tenant that is open, which nobody else takes up until the transaction ends. */
    Optional<Session> lock(CommandHeader header, SessionId id, Instant now) {
        return jdbc.sql(SELECT + """
                         WHERE session.id = :id AND session.tenant_id = :tenant AND environment = :environment
                           AND ended_at IS NULL AND expires_at > :now::timestamptz
                           FOR UPDATE OF session
                        """)
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .param("now", now.toString())
                .query((row, at) -> session(row))
                .optional();
    }

    /** The refresh token of before is good no longer, and the next one is. */
    Session advance(SessionId id, Instant now) {
        jdbc.sql("""
                        UPDATE core.session SET sequence = sequence + 1, expires_at = :expires::timestamptz
                         WHERE id = :id
                        """)
                .param("id", id.value())
                .param("expires", now.plus(IDLE_MAX).toString())
                .update();
        return read(id);
    }

    /** When its newest refresh token became that. */
    static Instant rotatedAt(Session session) {
        return session.getExpiresAt().minus(IDLE_MAX);
    }

    Session end(SessionId id, Instant now) {
        jdbc.sql("UPDATE core.session SET ended_at = :now::timestamptz WHERE id = :id AND ended_at IS NULL")
                .param("id", id.value())
                .param("now", now.toString())
                .update();
        return read(id);
    }

    void endAll(PersonId person, Instant now) {
        jdbc.sql("UPDATE core.session SET ended_at = :now::timestamptz WHERE person_id = :person AND ended_at IS NULL")
                .param("person", person.value())
                .param("now", now.toString())
                .update();
    }

    /** Those of whom one of these sessions has ended. */
    List<PersonId> ofEnded(List<SessionId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT DISTINCT person_id FROM core.session"
                        + " WHERE id = ANY (:ids::uuid[]) AND ended_at IS NOT NULL")
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list();
    }

    private Session read(SessionId id) {
        return jdbc.sql(SELECT + " WHERE session.id = :id")
                .param("id", id.value())
                .query((row, at) -> session(row))
                .single();
    }

    private static Session session(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return Session.newBuilder()
                .setId(new SessionId(row.getObject("id", UUID.class)).text())
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setPersonId(new PersonId(row.getObject("person_id", UUID.class)).text())
                .setSequence(row.getInt("sequence"))
                .setGeneration(row.getLong("generation"))
                .setOpenedAt(row.getObject("opened_at", OffsetDateTime.class).toInstant())
                .setExpiresAt(row.getObject("expires_at", OffsetDateTime.class).toInstant())
                .setEndedAt(ended == null ? null : ended.toInstant())
                .build();
    }
}
