package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.ProvisionAccount;
import io.sluice.worker.claims.Numbers;
import io.sluice.worker.claims.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

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
        return jdbc.sql("""
                        INSERT INTO core.account AS account
                               (id, number, tenant_id, environment, username, password_ciphertext, protocol, state,
                                email, remark, expires_at, hold_days, total_traffic_bytes, reset_strategy,
                                traffic_resets_at, metadata, created_at, updated_at, version)
                        SELECT id, number, tenant_id, environment, username, password_ciphertext, protocol,
                               CASE WHEN total_traffic_bytes <= 0 THEN 'limited'
                                    WHEN hold_days IS NOT NULL THEN 'on_hold'
                                    ELSE 'active' END,
                               email, remark, expires_at, hold_days, total_traffic_bytes, reset_strategy,
                               CASE WHEN reset_strategy <> 'no_reset'
                                    THEN core.next_reset(reset_strategy, :now::timestamptz, :now::timestamptz) END,
                               metadata, :now::timestamptz, :now::timestamptz, 1
                          FROM unnest(:ids::uuid[], :numbers::bigint[], :tenants::uuid[], :environments::text[],
                                      :usernames::text[], :passwords::bytea[], :protocols::text[], :emails::text[],
                                      :remarks::text[], :expires::timestamptz[], :holds::int[], :traffic::bigint[],
                                      :strategies::text[], :metadata::jsonb[])
                               AS new (id, number, tenant_id, environment, username, password_ciphertext, protocol,
                                       email, remark, expires_at, hold_days, total_traffic_bytes, reset_strategy,
                                       metadata)
                            ON CONFLICT (tenant_id, environment, username) WHERE state <> 'deleted' DO NOTHING
                        RETURNING
                        """ + AccountRow.COLUMNS)
                .param("now", now.toString())
                .param("ids", column(commands, command -> id(command).value()))
                .param("numbers", commands.stream().map(this::number).toArray(Long[]::new))
                .param("tenants", column(commands, command -> tenant(command).value()))
                .param(
                        "environments",
                        column(commands, command -> command.getHeader().getEnvironment()))
                .param(
                        "usernames",
                        column(commands, command -> provision(command).getUsername()))
                .param(
                        "passwords",
                        commands.stream().map(Provisioning::password).toArray(byte[][]::new))
                .param(
                        "protocols",
                        column(commands, command -> provision(command).getProtocol()))
                .param("emails", column(commands, command -> provision(command).getEmail()))
                .param("remarks", column(commands, command -> provision(command).getRemark()))
                .param("expires", column(commands, command -> expiry(provision(command), now)))
                .param("holds", column(commands, command -> holdDays(provision(command))))
                .param("strategies", column(commands, command -> strategy(provision(command))))
                .param(
                        "traffic",
                        commands.stream()
                                .map(command -> provision(command).getTotalTrafficBytes())
                                .toArray(Long[]::new))
                .param(
                        "metadata",
                        column(
                                commands,
                                command -> rows.metadata(provision(command).getMetadata())))
                .query((row, at) -> rows.read(row))
                .list();
    }

    private static CommandResult outcome(AccountCommand command, Map<String, Account> made, Instant now) {
        var header = command.getHeader();
        var account = made.get(header.getResourceId());
        if (account != null) {
            return Outcome.succeeded(header, now, account, AccountEvents.consequences(header, account, null, now));
        }
        return Outcome.failed(
                header,
                now,
                ProblemCode.CONFLICT,
                "The username \"" + provision(command).getUsername() + "\" is taken in this environment. "
                        + "Choose another, or read the account at /v1/accounts/by-username/.");
    }

    private long number(AccountCommand command) {
        return numbers.next(tenant(command), "account");
    }

    private static ProvisionAccount provision(AccountCommand command) {
        return requireNonNull(command.getProvision());
    }

    private static AccountId id(AccountCommand command) {
        return AccountId.of(command.getHeader().getResourceId());
    }

    private static TenantId tenant(AccountCommand command) {
        return TenantId.of(command.getHeader().getTenantId());
    }

    private static byte[] password(AccountCommand command) {
        ByteBuffer ciphertext = provision(command).getPasswordCiphertext().duplicate();
        var bytes = new byte[ciphertext.remaining()];
        ciphertext.get(bytes);
        return bytes;
    }

    private static @Nullable Instant expiry(ProvisionAccount provision, Instant now) {
        if (provision.getExpireDays() == null) return provision.getExpiresAt();
        return provision.getOnHold() ? null : now.plus(Duration.ofDays(provision.getExpireDays()));
    }

    /** The days that begin with the first use. */
    private static @Nullable Integer holdDays(ProvisionAccount provision) {
        return provision.getOnHold() ? provision.getExpireDays() : null;
    }

    private static String strategy(ProvisionAccount provision) {
        return requireNonNullElse(provision.getResetStrategy(), "no_reset");
    }

    private static @Nullable String[] column(
            List<AccountCommand> commands, Function<AccountCommand, @Nullable Object> value) {
        return commands.stream()
                .map(value)
                .map(text -> text == null ? null : text.toString())
                .toArray(String[]::new);
    }
}
