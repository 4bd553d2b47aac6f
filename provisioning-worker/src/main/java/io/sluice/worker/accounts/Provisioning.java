package io.sluice.worker.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.ProvisionAccount;
import io.sluice.worker.claims.Numbers;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.util.UriUtils;

/** Makes accounts, a whole set with one statement. */
@Repository
class Provisioning {
    // Two workers that insert the same usernames do so in the same order and never wait for each other in a circle. The
    // sort is stable, so of two commands for one username the earlier one gets it.
    private static final Comparator<AccountCommand> BY_USERNAME = Comparator.comparing(
                    (AccountCommand command) -> command.getHeader().getTenantId())
            .thenComparing(command -> command.getHeader().getEnvironment())
            .thenComparing(command -> provision(command).getUsername());

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final AccountRow rows;
    private final List<Column> columns = List.of(
            new Column(
                    "id",
                    "uuid",
                    command -> AccountId.of(command.getHeader().getResourceId()).value()),
            new Column("number", "bigint", this::number),
            new Column("tenant_id", "uuid", command -> tenant(command).value()),
            new Column("environment", "text", command -> command.getHeader().getEnvironment()),
            new Column("username", "text", command -> provision(command).getUsername()),
            new Column(
                    "password_ciphertext",
                    "bytea",
                    command -> Column.bytes(provision(command).getPasswordCiphertext())),
            new Column("protocol", "text", command -> provision(command).getProtocol()),
            new Column("email", "text", command -> provision(command).getEmail()),
            new Column("remark", "text", command -> provision(command).getRemark()),
            new Column(
                    "expires_at", "timestamptz", command -> provision(command).getExpiresAt()),
            new Column("expire_days", "int", command -> provision(command).getExpireDays()),
            new Column("on_hold", "boolean", command -> provision(command).getOnHold()),
            new Column(
                    "total_traffic_bytes",
                    "bigint",
                    command -> provision(command).getTotalTrafficBytes()),
            new Column(
                    "reset_strategy",
                    "text",
                    command -> requireNonNullElse(provision(command).getResetStrategy(), "no_reset")),
            new Column("node", "text", command -> provision(command).getNode()),
            new Column("port", "int", command -> provision(command).getPort()),
            new Column("send_limit", "int", command -> provision(command).getSendLimit()),
            new Column("receive_limit", "int", command -> provision(command).getReceiveLimit()),
            new Column("max_conn_count", "int", command -> provision(command).getMaxConnCount()),
            new Column("outbound_id", "uuid", command -> outbound(provision(command))),
            new Column("rule_ids", "text", command -> rules(provision(command))),
            new Column("metadata", "jsonb", this::metadata));

    Provisioning(JdbcClient jdbc, Numbers numbers, AccountRow rows) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.rows = rows;
    }

    List<CommandResult> apply(List<AccountCommand> commands, Instant now) {
        if (commands.isEmpty()) return List.of();
        var sorted = commands.stream().sorted(BY_USERNAME).toList();
        var made = insert(sorted, now).stream().collect(Collectors.toMap(Account::getId, Function.identity()));
        return sorted.stream().map(command -> outcome(command, made, now)).toList();
    }

    private List<Account> insert(List<AccountCommand> commands, Instant now) {
        var statement = jdbc.sql("""
                        INSERT INTO core.account AS account
                               (id, number, tenant_id, environment, username, password_ciphertext, protocol, state,
                                email, remark, expires_at, hold_days, total_traffic_bytes, reset_strategy,
                                traffic_resets_at, node, port, send_limit, receive_limit, max_conn_count, outbound_id,
                                rule_ids, metadata, created_at, updated_at, version)
                        SELECT id, number, tenant_id, environment, username, password_ciphertext, protocol,
                               CASE WHEN total_traffic_bytes <= 0 THEN 'limited' WHEN on_hold THEN 'on_hold'
                                    ELSE 'active' END,
                               email, remark,
                               CASE WHEN on_hold THEN NULL WHEN expire_days IS NULL THEN expires_at
                                    ELSE :now::timestamptz + expire_days * interval '24 hours' END,
                               CASE WHEN on_hold THEN expire_days END,
                               total_traffic_bytes, reset_strategy,
                               CASE WHEN reset_strategy <> 'no_reset'
                                    THEN core.next_reset(reset_strategy, :now::timestamptz, :now::timestamptz) END,
                               CASE WHEN port IS NOT NULL AND protocol IN ('socks5', 'http', 'shadowsocks')
                                    THEN coalesce(node, 'default') ELSE node END,
                               port, send_limit, receive_limit, max_conn_count, outbound_id,
                               CASE WHEN rule_ids IS NULL THEN '{}' ELSE rule_ids::uuid[] END, metadata,
                               :now::timestamptz, :now::timestamptz, 1
                          FROM
                        """ + Column.rows(columns, "new") + """
                         ON CONFLICT (tenant_id, environment, username) WHERE state <> 'deleted' DO NOTHING
                        RETURNING
                        """ + AccountRow.COLUMNS)
                .param("now", now.toString());
        return Column.bind(statement, columns, commands)
                .query((row, at) -> rows.read(row))
                .list();
    }

    private static CommandResult outcome(AccountCommand command, Map<String, Account> made, Instant now) {
        var header = command.getHeader();
        var account = made.get(header.getResourceId());
        if (account != null) {
            return Outcome.succeeded(header, now, account, AccountEvents.consequences(header, account, null, now));
        }
        var username = provision(command).getUsername();
        return Outcome.failed(
                header,
                now,
                ProblemCode.CONFLICT,
                "The username \"%s\" is taken in this environment. ".formatted(username)
                        + "Choose another, or read the account at /v1/accounts/by-username/%s."
                                .formatted(UriUtils.encodePathSegment(username, UTF_8)));
    }

    private long number(AccountCommand command) {
        return numbers.next(tenant(command), "account");
    }

    private String metadata(AccountCommand command) {
        return rows.metadata(provision(command).getMetadata());
    }

    private static ProvisionAccount provision(AccountCommand command) {
        return requireNonNull(command.getProvision());
    }

    private static TenantId tenant(AccountCommand command) {
        return TenantId.of(command.getHeader().getTenantId());
    }

    private static @Nullable Object outbound(ProvisionAccount provision) {
        var id = provision.getOutboundId();
        return id == null ? null : OutboundId.of(id).value();
    }

    private static @Nullable String rules(ProvisionAccount provision) {
        return provision.getRuleIds().isEmpty() ? null : AccountRow.ruleIds(provision.getRuleIds());
    }
}
