package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.ReportTraffic;
import io.sluice.schemas.avro.TrafficCommand;
import io.sluice.schemas.avro.TrafficCount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What nodes have counted, and what that makes of accounts. */
@Repository
class TrafficCounters {
    /**
     * What one report says of one account.
     *
     * @param account that it speaks of; null when there is none, or before it was looked for
     */
    record Reading(
            TrafficCommand command,
            TrafficCount count,
            @Nullable UUID account) {
        static Stream<Reading> of(TrafficCommand command) {
            return requireNonNull(command.getReport()).getCounts().stream()
                    .map(count -> new Reading(command, count, null));
        }

        ReportTraffic report() {
            return requireNonNull(command.getReport());
        }

        String commandId() {
            return command.getHeader().getId();
        }

        /** As the report names the account. */
        String name() {
            return count.getAccountId() == null ? requireNonNull(count.getUsername()) : count.getAccountId();
        }

        /** What it is a reading of. */
        String counter() {
            return account + " " + report().getNode();
        }
    }

    /** An account whose state changed by a reading. */
    record Counted(Reading reading, Account account, String previousState) {}

    private static final String COUNT = """
            WITH counted AS (
                INSERT INTO core.traffic_counter AS counter
                       (account_id, node, counters_since, counter_upload, counter_download, upload_bytes,
                        download_bytes, reported_at)
                SELECT account_id, node, since, upload, download, upload, download, :now::timestamptz
                  FROM unnest(:accounts::uuid[], :nodes::text[], :since::timestamptz[], :uploads::bigint[],
                              :downloads::bigint[]) AS read (account_id, node, since, upload, download)
                    ON CONFLICT (account_id, node) DO UPDATE
                   SET (upload_bytes, download_bytes, counter_upload, counter_download) = (
                           SELECT counter.upload_bytes + greatest(excluded.counter_upload - upload, 0),
                                  counter.download_bytes
                                      + greatest(excluded.counter_download - download, 0),
                                  greatest(excluded.counter_upload, upload),
                                  greatest(excluded.counter_download, download)
                             FROM (SELECT CASE WHEN same THEN counter.counter_upload ELSE 0 END AS upload,
                                          CASE WHEN same THEN counter.counter_download ELSE 0 END
                                              AS download
                                     FROM (SELECT excluded.counters_since = counter.counters_since)
                                          AS counters (same)) AS before),
                       counters_since = excluded.counters_since,
                       reported_at = excluded.reported_at
                 WHERE excluded.counters_since >= counter.counters_since
                RETURNING new.account_id, new.upload_bytes - coalesce(old.upload_bytes, 0) AS upload,
                          new.download_bytes - coalesce(old.download_bytes, 0) AS download),
            more AS (
                SELECT account_id, sum(upload)::bigint AS upload, sum(download)::bigint AS download
                  FROM counted
                 GROUP BY account_id
                HAVING sum(upload + download) > 0),
            changed AS (
                UPDATE core.account AS account
                   SET (upload_bytes, download_bytes, expires_at, hold_days, traffic_resets_at, state,
                        updated_at, version) = (
                           SELECT account.upload_bytes + more.upload,
                                  account.download_bytes + more.download,
                                  CASE WHEN begins
                                       THEN :now::timestamptz + account.hold_days * interval '24 hours'
                                       ELSE account.expires_at END,
                                  CASE WHEN NOT begins THEN account.hold_days END,
                                  CASE WHEN begins
                                       THEN core.next_reset(account.reset_strategy, account.created_at,
                                                            :now::timestamptz)
                                       ELSE account.traffic_resets_at END,
                                  new.state,
                                  CASE WHEN new.state = account.state THEN account.updated_at
                                       ELSE :now::timestamptz END,
                                  account.version + (new.state <> account.state)::int
                             FROM (SELECT account.state = 'on_hold' AS begins,
                                          CASE WHEN account.state NOT IN ('active', 'on_hold')
                                               THEN account.state
                                               WHEN account.total_traffic_bytes
                                                        <= account.used_traffic_bytes + more.upload
                                                               + more.download
                                               THEN 'limited'
                                               ELSE 'active' END AS state) AS new)
                  FROM more
                 WHERE account.id = more.account_id
                RETURNING old.state AS previous_state,
            """ + AccountRow.COLUMNS + """
            )
            SELECT * FROM changed WHERE state <> previous_state
            """;

    private final JdbcClient jdbc;
    private final AccountRow rows;

    TrafficCounters(JdbcClient jdbc, AccountRow rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The same readings with their accounts, which nobody else changes until the transaction ends. */
    List<Reading> find(List<Reading> readings) {
        var accounts = accounts(readings);
        jdbc.sql("""
                        SELECT count(*)
                          FROM (SELECT FROM core.account WHERE id = ANY (:ids::uuid[]) ORDER BY id FOR NO KEY UPDATE)
                        """)
                .param("ids", accounts.values().stream().map(UUID::toString).toArray(String[]::new))
                .query(Long.class)
                .single();
        return IntStream.range(0, readings.size())
                .mapToObj(at ->
                        new Reading(readings.get(at).command(), readings.get(at).count(), accounts.get(at)))
                .toList();
    }

    /** By the place of the reading. */
    private Map<Integer, UUID> accounts(List<Reading> readings) {
        var accounts = new HashMap<Integer, UUID>();
        jdbc.sql("""
                        WITH asked AS (
                            SELECT *
                              FROM unnest(:ids::uuid[], :usernames::text[], :tenants::uuid[], :environments::text[])
                                   WITH ORDINALITY AS asked (id, username, tenant_id, environment, place))
                        SELECT asked.place, account.id
                          FROM asked
                          JOIN core.account USING (id, tenant_id, environment)
                         WHERE account.state <> 'deleted'
                         UNION ALL
                        SELECT asked.place, account.id
                          FROM asked
                          JOIN core.account USING (username, tenant_id, environment)
                         WHERE account.state <> 'deleted'
                        """)
                .param("ids", texts(readings, TrafficCounters::id))
                .param("usernames", texts(readings, reading -> reading.count().getUsername()))
                .param(
                        "tenants",
                        texts(
                                readings,
                                reading -> TenantId.of(
                                                reading.command().getHeader().getTenantId())
                                        .value()))
                .param(
                        "environments",
                        texts(readings, reading -> reading.command().getHeader().getEnvironment()))
                .query(row -> {
                    accounts.put(row.getInt("place") - 1, row.getObject("id", UUID.class));
                });
        return accounts;
    }

    /**
     * Takes readings of known accounts, no two of one counter. A counter adds what it grew by, or all of it when it
     * began anew; one that is late, or was read before, adds nothing. Traffic alone is no change of an account: its
     * version goes up, and it is returned, when its state is another.
     */
    List<Counted> count(List<Reading> readings, Instant now) {
        var first = readings.stream()
                .collect(Collectors.toMap(
                        reading -> requireNonNull(reading.account()), Function.identity(), (one, other) -> one));
        return jdbc.sql(COUNT)
                .param("now", now.toString())
                .param("accounts", texts(readings, Reading::account))
                .param("nodes", texts(readings, reading -> reading.report().getNode()))
                .param("since", texts(readings, reading -> reading.report().getCountersSince()))
                .param("uploads", texts(readings, reading -> reading.count().getUploadBytes()))
                .param("downloads", texts(readings, reading -> reading.count().getDownloadBytes()))
                .query((row, at) -> new Counted(
                        requireNonNull(first.get(row.getObject("id", UUID.class))),
                        rows.read(row),
                        row.getString("previous_state")))
                .list();
    }

    private static @Nullable UUID id(Reading reading) {
        var id = reading.count().getAccountId();
        return id == null ? null : AccountId.of(id).value();
    }

    private static @Nullable String[] texts(List<Reading> readings, Function<Reading, @Nullable Object> value) {
        return readings.stream()
                .map(value)
                .map(found -> found == null ? null : found.toString())
                .toArray(String[]::new);
    }
}
