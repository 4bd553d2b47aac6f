package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.EventType;
import io.sluice.schemas.avro.Account;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.sweep.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stops the accounts whose time is over, and gives others their volume anew. */
@Repository
class AccountSweep implements Sweep {
    /** @param resetDue when its traffic was to count from zero again, if ever */
    private record Swept(Account account, @Nullable Instant resetDue) {}

    private final JdbcClient jdbc;
    private final AccountRow rows;

    AccountSweep(JdbcClient jdbc, AccountRow rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "accounts";
    }

    @Override
    public Optional<Instant> oldestDue(Instant now) {
        return jdbc.sql("""
                        SELECT least(expires_at, traffic_resets_at) AS due_at
                          FROM core.account
                         WHERE state IN ('active', 'limited')
                           AND least(expires_at, traffic_resets_at) <= :now::timestamptz
                         ORDER BY least(expires_at, traffic_resets_at)
                         LIMIT 1
                        """)
                .param("now", now.toString())
                .query((row, at) -> requireNonNull(AccountRow.instant(row, "due_at")))
                .optional();
    }

    @Override
    public List<Publication> sweep(Instant now, int max) {
        return change(now, max).stream().map(swept -> told(swept, now)).toList();
    }

    /** Who is expired keeps its traffic until a renewal wakes it; the reset is then due at once. */
    private List<Swept> change(Instant now, int max) {
        return jdbc.sql("""
                        UPDATE core.account AS account
                           SET (state, upload_bytes, download_bytes, traffic_resets_at, traffic_reset_at) = (
                                   SELECT 'expired', account.upload_bytes, account.download_bytes,
                                          account.traffic_resets_at, account.traffic_reset_at
                                    WHERE account.expires_at <= :now::timestamptz
                                    UNION ALL
                                   SELECT core.standing(NULL, account.expires_at, account.total_traffic_bytes, 0,
                                                        :now::timestamptz),
                                          0, 0,
                                          core.next_reset(account.reset_strategy, account.created_at,
                                                          :now::timestamptz),
                                          :now::timestamptz
                                    WHERE (account.expires_at <= :now::timestamptz) IS NOT TRUE),
                               updated_at = :now::timestamptz, version = account.version + 1
                         WHERE account.id = ANY (ARRAY(SELECT due.id
                                                         FROM core.account AS due
                                                        WHERE due.state IN ('active', 'limited')
                                                          AND least(due.expires_at, due.traffic_resets_at)
                                                                  <= :now::timestamptz
                                                        ORDER BY least(due.expires_at, due.traffic_resets_at)
                                                        LIMIT :max
                                                          FOR UPDATE SKIP LOCKED))
                        RETURNING old.traffic_resets_at AS reset_due,
                        """ + AccountRow.COLUMNS)
                .param("now", now.toString())
                .param("max", max)
                .query((row, at) -> new Swept(rows.read(row), AccountRow.instant(row, "reset_due")))
                .list();
    }

    private static Publication told(Swept swept, Instant now) {
        var account = swept.account();
        if (account.getState().equals("expired")) {
            return AccountEvents.of(EventType.ACCOUNT_EXPIRED, account, requireNonNull(account.getExpiresAt()), now);
        }
        return AccountEvents.of(EventType.ACCOUNT_TRAFFIC_RESET, account, requireNonNull(swept.resetDue()), now);
    }
}
