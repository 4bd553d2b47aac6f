package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.OutboundId;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.RenewAccount;
import io.sluice.schemas.avro.UpdateAccount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One kind of change to accounts that exist, as the part of a statement that is its own. It speaks of the row as {@code
 * account}, of the instant as {@code :now}, and of its columns as {@code change.…}.
 *
 * @param set what it assigns; version and time of change are assigned for all
 */
record AccountChange(String set, List<Column> columns) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * An expired account counts from now, any other from its expiry; none stays none, and unlimited stays unlimited. A
     * day is 24 hours, whatever the clocks of a time zone do. On hold, more days are to come. What time or traffic had
     * stopped goes on if neither stops it any longer. Sums end at the largest value that the field may have.
     */
    static final AccountChange RENEW = new AccountChange(
            """
            (expires_at, hold_days, total_traffic_bytes, state) = (
                SELECT new.expires_at, new.hold_days, new.total,
                       CASE WHEN account.state IN ('expired', 'limited')
                            THEN core.standing(new.hold_days, new.expires_at, new.total, account.used_traffic_bytes,
                                               :now::timestamptz)
                            ELSE account.state END
                  FROM (SELECT CASE WHEN change.extend_days IS NULL OR account.expires_at IS NULL
                                    THEN account.expires_at
                                    ELSE least(greatest(account.expires_at, :now::timestamptz)
                                                   + change.extend_days * interval '24 hours',
                                               timestamptz '9999-12-31 00:00:00Z') END AS expires_at,
                               CASE WHEN account.hold_days IS NOT NULL
                                    THEN least(account.hold_days + coalesce(change.extend_days, 0), 36500)
                                    END AS hold_days,
                               account.total_traffic_bytes
                                   + least(coalesce(change.add_bytes, 0),
                                           9223372036854775807 - account.total_traffic_bytes) AS total) AS new)
            """,
            List.of(
                    new Column("extend_days", "int", command -> renew(command).getExtendDays()),
                    new Column("add_bytes", "bigint", command -> renew(command).getAddTrafficBytes())));

    /** A field that is not given stays; one that is cleared becomes null. An expiry that is set ends the hold. */
    static final AccountChange UPDATE = new AccountChange(
            """
            (email, remark, metadata, send_limit, receive_limit, max_conn_count, outbound_id, rule_ids, port, node,
             expires_at, hold_days, total_traffic_bytes, reset_strategy, traffic_resets_at, state) = (
                SELECT new.email, new.remark, new.metadata, new.send_limit, new.receive_limit, new.max_conn_count,
                       new.outbound_id, new.rule_ids, new.port,
                       CASE WHEN new.port IS NOT NULL AND account.protocol IN ('socks5', 'http', 'shadowsocks')
                            THEN coalesce(new.node, 'default')
                            ELSE new.node END,
                       new.expires_at, new.hold_days, new.total, new.reset_strategy,
                       CASE WHEN new.reset_strategy = account.reset_strategy THEN account.traffic_resets_at
                            ELSE core.next_reset(new.reset_strategy, account.created_at, :now::timestamptz) END,
                       CASE WHEN account.state <> 'disabled'
                            THEN core.standing(new.hold_days, new.expires_at, new.total, account.used_traffic_bytes,
                                               :now::timestamptz)
                            ELSE account.state END
                  FROM (SELECT CASE WHEN 'email' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.email, account.email) END AS email,
                               CASE WHEN 'remark' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.remark, account.remark) END AS remark,
                               CASE WHEN 'metadata' = ANY (change.cleared) THEN '{}'::jsonb
                                    ELSE coalesce(change.metadata, account.metadata) END AS metadata,
                               CASE WHEN 'send_limit' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.send_limit, account.send_limit) END AS send_limit,
                               CASE WHEN 'receive_limit' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.receive_limit, account.receive_limit) END AS receive_limit,
                               CASE WHEN 'max_conn_count' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.max_conn_count, account.max_conn_count) END AS max_conn_count,
                               CASE WHEN 'port' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.port, account.port) END AS port,
                               CASE WHEN 'node' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.node, account.node) END AS node,
                               CASE WHEN change.cleared && '{outbound_id,outbound_name}' THEN NULL
                                    ELSE coalesce(change.outbound_id, account.outbound_id) END AS outbound_id,
                               CASE WHEN change.cleared && '{rule_ids,rule_names}' THEN '{}'
                                    ELSE coalesce(change.rule_ids::uuid[], account.rule_ids) END AS rule_ids,
                               CASE WHEN 'expires_at' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.expires_at, account.expires_at) END AS expires_at,
                               CASE WHEN change.expires_at IS NULL THEN account.hold_days END AS hold_days,
                               CASE WHEN 'reset_strategy' = ANY (change.cleared) THEN 'no_reset'
                                    ELSE coalesce(change.reset_strategy, account.reset_strategy)
                                    END AS reset_strategy,
                               CASE WHEN 'total_traffic_gb' = ANY (change.cleared) THEN NULL
                                    ELSE coalesce(change.total, account.total_traffic_bytes) END AS total
                          FROM (SELECT change.email, change.remark, change.metadata, change.expires_at, change.total,
                                       change.reset_strategy, change.send_limit, change.receive_limit,
                                       change.max_conn_count, change.outbound_id, change.rule_ids, change.port,
                                       change.node, string_to_array(change.cleared, ',') AS cleared) AS change) AS new)
            """,
            List.of(
                    new Column("email", "text", command -> update(command).getEmail()),
                    new Column("remark", "text", command -> update(command).getRemark()),
                    new Column(
                            "metadata", "jsonb", command -> json(update(command).getMetadata())),
                    new Column(
                            "expires_at",
                            "timestamptz",
                            command -> update(command).getExpiresAt()),
                    new Column("total", "bigint", command -> update(command).getTotalTrafficBytes()),
                    new Column(
                            "reset_strategy", "text", command -> update(command).getResetStrategy()),
                    new Column("node", "text", command -> update(command).getNode()),
                    new Column("port", "int", command -> update(command).getPort()),
                    new Column("send_limit", "int", command -> update(command).getSendLimit()),
                    new Column(
                            "receive_limit", "int", command -> update(command).getReceiveLimit()),
                    new Column(
                            "max_conn_count", "int", command -> update(command).getMaxConnCount()),
                    new Column("outbound_id", "uuid", command -> outbound(update(command))),
                    new Column("rule_ids", "text", command -> rules(update(command))),
                    new Column(
                            "cleared",
                            "text",
                            command -> String.join(",", update(command).getClear()))));

    static final AccountChange SUSPEND = new AccountChange("state = 'disabled'", List.of());

    /** Time and traffic decide what it is, now that nobody stops it any longer. */
    static final AccountChange RESUME = new AccountChange("""
            state = core.standing(account.hold_days, account.expires_at, account.total_traffic_bytes,
                                  account.used_traffic_bytes, :now::timestamptz)
            """, List.of());

    /** Its days begin now; without any to begin it stays as it is. */
    static final AccountChange ACTIVATE = new AccountChange("""
            (expires_at, hold_days, traffic_resets_at, state) = (
                SELECT new.expires_at, NULL::int,
                       CASE WHEN account.hold_days IS NULL THEN account.traffic_resets_at
                            ELSE core.next_reset(account.reset_strategy, account.created_at, :now::timestamptz) END,
                       CASE WHEN account.state = 'on_hold'
                            THEN core.standing(NULL, new.expires_at, account.total_traffic_bytes,
                                               account.used_traffic_bytes, :now::timestamptz)
                            ELSE account.state END
                  FROM (SELECT CASE WHEN account.hold_days IS NULL THEN account.expires_at
                                    ELSE :now::timestamptz + account.hold_days * interval '24 hours'
                                    END AS expires_at) AS new)
            """, List.of());

    static final AccountChange DELETE = new AccountChange("state = 'deleted'", List.of());

    static final AccountChange RESET_TRAFFIC = new AccountChange("""
            upload_bytes = 0,
            download_bytes = 0,
            traffic_reset_at = :now::timestamptz,
            state = CASE WHEN account.state = 'limited'
                         THEN core.standing(account.hold_days, account.expires_at, account.total_traffic_bytes, 0,
                                            :now::timestamptz)
                         ELSE account.state END
            """, List.of());

    static final AccountChange ROTATE_CREDENTIALS = new AccountChange(
            "password_ciphertext = change.ciphertext",
            List.of(new Column(
                    "ciphertext",
                    "bytea",
                    command -> Column.bytes(
                            requireNonNull(command.getRotateCredentials()).getPasswordCiphertext()))));

    private static RenewAccount renew(AccountCommand command) {
        return requireNonNull(command.getRenew());
    }

    private static UpdateAccount update(AccountCommand command) {
        return requireNonNull(command.getUpdate());
    }

    private static @Nullable String json(@Nullable Map<String, String> metadata) {
        return metadata == null ? null : JSON.writeValueAsString(metadata);
    }

    private static @Nullable Object outbound(UpdateAccount update) {
        var id = update.getOutboundId();
        return id == null ? null : OutboundId.of(id).value();
    }

    private static @Nullable String rules(UpdateAccount update) {
        var ids = update.getRuleIds();
        return ids == null ? null : AccountRow.ruleIds(ids);
    }
}
