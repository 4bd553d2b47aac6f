package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.EventType;
import io.sluice.schemas.avro.Account;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.sweep.Sweep;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stops the accounts whose time is over. */
@Repository
class ExpirySweep implements Sweep {
    private final JdbcClient jdbc;
    private final AccountRow rows;

    ExpirySweep(JdbcClient jdbc, AccountRow rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    @Override
    public List<Publication> sweep(Instant now, int max) {
        return expire(now, max).stream()
                .map(account -> AccountEvents.of(
                        EventType.ACCOUNT_EXPIRED, account, requireNonNull(account.getExpiresAt()), now))
                .toList();
    }

    private List<Account> expire(Instant now, int max) {
        return jdbc.sql("""
                        UPDATE core.account AS account
                           SET state = 'expired', updated_at = :now::timestamptz, version = account.version + 1
                         WHERE account.id = ANY (ARRAY(SELECT due.id
                                                         FROM core.account AS due
                                                        WHERE due.state IN ('active', 'limited')
                                                          AND due.expires_at <= :now::timestamptz
                                                        ORDER BY due.expires_at
                                                        LIMIT :max
                                                          FOR UPDATE SKIP LOCKED))
                        RETURNING
                        """ + AccountRow.COLUMNS)
                .param("now", now.toString())
                .param("max", max)
                .query((row, at) -> rows.read(row))
                .list();
    }
}
