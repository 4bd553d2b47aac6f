package io.sluice.ingress.accounts;

import io.sluice.ingress.accounts.SubscriptionView.Subscribed;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.secrets.SecretFields;
import io.sluice.ingress.sharing.Connection;
import io.sluice.schemas.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** What an account is connected with: the one place that reads passwords. */
@Repository
final class SubscriptionRepository {
    private final TenantReads reads;
    private final SecretFields secrets;

    SubscriptionRepository(TenantReads reads, SecretFields secrets) {
        this.reads = reads;
        this.secrets = secrets;
    }

    Optional<Subscribed> byId(Caller caller, AccountId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql("SELECT " + AccountRepository.STATE + """
                                     , username, password_ciphertext, protocol, node, port, upload_bytes,
                                       download_bytes, total_traffic_bytes, expires_at, traffic_resets_at
                                  FROM core.account
                                 WHERE id = :id AND state <> 'deleted'
                                """)
                        .param("id", id.value())
                        .query((row, at) -> subscribed(caller, id, row))
                        .optional());
    }

    private Subscribed subscribed(Caller caller, AccountId id, ResultSet row) throws SQLException {
        var connection = new Connection(
                row.getString("protocol"),
                row.getString("node"),
                row.getObject("port", Integer.class),
                row.getString("username"),
                secrets.decrypt(row.getBytes("password_ciphertext"), caller, id));
        return new Subscribed(
                id.text(),
                row.getString("state"),
                connection,
                row.getLong("upload_bytes"),
                row.getLong("download_bytes"),
                row.getObject("total_traffic_bytes", Long.class),
                AccountRepository.instant(row, "expires_at"),
                AccountRepository.instant(row, "traffic_resets_at"));
    }
}
