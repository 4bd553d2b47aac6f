package io.sluice.ingress.signin;

import io.sluice.ingress.database.TenantReads;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Whom an address belongs to, and what its password was hashed to. */
@Repository
final class SignInRepository {
    record Known(PersonId person, String hash) {}

    private final TenantReads reads;

    SignInRepository(TenantReads reads) {
        this.reads = reads;
    }

    /** Whether the token is the newest of a session that goes on; whoever has an older one has no right to it. */
    boolean isGood(RefreshToken token, Instant now) {
        return reads.as(
                token.tenant(),
                token.environment(),
                jdbc -> jdbc.sql("""
                                SELECT EXISTS (SELECT FROM core.session
                                                WHERE id = :id AND sequence = :sequence AND ended_at IS NULL
                                                  AND expires_at > :now::timestamptz)
                                """)
                        .param("id", token.session().value())
                        .param("sequence", token.sequence())
                        .param("now", now.toString())
                        .query(Boolean.class)
                        .single());
    }

    /** What somebody signs in by. */
    Optional<String> email(TenantId tenant, PersonId person) {
        return reads.as(
                tenant,
                Environment.LIVE,
                jdbc -> jdbc.sql("SELECT email FROM core.person WHERE tenant_id = :tenant AND id = :id")
                        .param("tenant", tenant.value())
                        .param("id", person.value())
                        .query(String.class)
                        .optional());
    }

    Optional<Known> find(TenantId tenant, String email) {
        return reads.as(
                tenant,
                Environment.LIVE,
                jdbc -> jdbc.sql("SELECT id, hash FROM core.sign_in(:email)")
                        .param("email", email)
                        .query((row, at) ->
                                new Known(new PersonId(row.getObject("id", UUID.class)), row.getString("hash")))
                        .optional());
    }
}
