package io.sluice.ingress.accounts;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.schemas.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What accounts have used, as it stands in the worker's tables. */
@Repository
final class TrafficRepository {
    private final TenantReads reads;

    TrafficRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<TrafficView> byId(Caller caller, AccountId id) {
        return reads.as(caller, jdbc -> read(jdbc, id));
    }

    private static Optional<TrafficView> read(JdbcClient jdbc, AccountId id) {
        var counted = jdbc.sql("""
                        SELECT username, upload_bytes, download_bytes, total_traffic_bytes, reset_strategy,
                               traffic_reset_at, traffic_resets_at
                          FROM core.account
                         WHERE id = :id AND state <> 'deleted'
                        """)
                .param("id", id.value())
                .query((row, at) -> counted(id, row))
                .optional();
        return counted.map(found -> TrafficView.of(
                found,
                jdbc.sql("""
                                SELECT node, upload_bytes, download_bytes, reported_at
                                  FROM core.traffic_counter
                                 WHERE account_id = :id
                                 ORDER BY node
                                 LIMIT 1000
                                """)
                        .param("id", id.value())
                        .query((row, at) -> node(row))
                        .list()));
    }

    private static TrafficView.Counted counted(AccountId id, ResultSet row) throws SQLException {
        return new TrafficView.Counted(
                id.text(),
                row.getString("username"),
                row.getLong("upload_bytes"),
                row.getLong("download_bytes"),
                row.getObject("total_traffic_bytes", Long.class),
                row.getString("reset_strategy"),
                AccountRepository.instant(row, "traffic_reset_at"),
                AccountRepository.instant(row, "traffic_resets_at"));
    }

    private static TrafficView.Node node(ResultSet row) throws SQLException {
        return new TrafficView.Node(
                row.getString("node"),
                row.getLong("upload_bytes"),
                row.getLong("download_bytes"),
                row.getObject("reported_at", OffsetDateTime.class).toInstant());
    }
}
