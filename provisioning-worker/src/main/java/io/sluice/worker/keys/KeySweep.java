package io.sluice.worker.keys;

import static java.util.Objects.requireNonNull;

import io.sluice.worker.intake.Publication;
import io.sluice.worker.sweep.Sweep;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Marks expired keys, so that a list finds them under that status by its index. Who is refused has never anything to do
 * with this: each ingress goes by its clock.
 */
@Repository
class KeySweep implements Sweep {
    private final JdbcClient jdbc;

    KeySweep(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "keys";
    }

    @Override
    public Optional<Instant> oldestDue(Instant now) {
        return jdbc.sql("""
                        SELECT expires_at
                          FROM core.api_key
                         WHERE status = 'active' AND expires_at <= :now::timestamptz
                         ORDER BY expires_at
                         LIMIT 1
                        """)
                .param("now", now.toString())
                .query((row, at) -> requireNonNull(row.getObject("expires_at", OffsetDateTime.class))
                        .toInstant())
                .optional();
    }

    /** Tells nothing, and so counts no version: what a key is was said by its {@code expires_at} before. */
    @Override
    public List<Publication> sweep(Instant now, int max) {
        jdbc.sql("""
                        UPDATE core.api_key
                           SET status = 'expired'
                         WHERE id = ANY (ARRAY(SELECT id
                                                 FROM core.api_key
                                                WHERE status = 'active' AND expires_at <= :now::timestamptz
                                                ORDER BY expires_at
                                                LIMIT :max
                                                  FOR UPDATE SKIP LOCKED))
                        """).param("now", now.toString()).param("max", max).update();
        return List.of();
    }
}
