package io.sluice.worker.accounts;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Changes accounts that exist, a whole set of one kind with one statement. */
@Repository
class AccountChanges {
    // Whoever locks several accounts does so in this order, so that nobody waits for another in a circle.
    private static final Comparator<AccountCommand> BY_ACCOUNT =
            Comparator.comparing(AccountChanges::account, AccountRow.BY_ID);

    private record Changed(Account account, String previousState) {}

    /** What every change needs: which row, whose, and of which version. */
    private static final List<Column> ADDRESS = List.of(
            new Column("id", "uuid", AccountChanges::account),
            new Column("tenant_id", "uuid", AccountChanges::tenant),
            new Column("environment", "text", command -> command.getHeader().getEnvironment()),
            new Column("if_version", "bigint", command -> command.getHeader().getIfVersion()));

    private final JdbcClient jdbc;
    private final AccountRow rows;

    AccountChanges(JdbcClient jdbc, AccountRow rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Applies commands of one kind, no two of one account. */
    List<CommandResult> apply(AccountChange change, List<AccountCommand> commands, Instant now) {
        if (commands.isEmpty()) return List.of();
        var sorted = commands.stream().sorted(BY_ACCOUNT).toList();
        var changed = update(change, sorted, now);
        var versions = changed.size() == sorted.size() ? Map.<String, Long>of() : versions(sorted);
        return sorted.stream()
                .map(command -> outcome(command, changed.get(command.getHeader().getResourceId()), versions, now))
                .toList();
    }

    private Map<String, Changed> update(AccountChange change, List<AccountCommand> commands, Instant now) {
        var columns = Stream.concat(ADDRESS.stream(), change.columns().stream()).toList();
        var statement = jdbc.sql("UPDATE core.account AS account SET " + change.set()
                        + ", updated_at = :now::timestamptz, version = account.version + 1"
                        + " FROM " + Column.rows(columns, "change")
                        + " WHERE account.id = change.id AND account.tenant_id = change.tenant_id"
                        + " AND account.environment = change.environment AND account.state <> 'deleted'"
                        + " AND (change.if_version IS NULL OR change.if_version = account.version)"
                        + " RETURNING old.state AS previous_state, " + AccountRow.COLUMNS)
                .param("now", now.toString());
        return Column.bind(statement, columns, commands)
                .query((row, at) -> new Changed(rows.read(row), row.getString("previous_state")))
                .list()
                .stream()
                .collect(Collectors.toMap(row -> row.account().getId(), Function.identity()));
    }

    /** The versions of those that exist, to tell the ones that do not from the ones that were changed meanwhile. */
    private Map<String, Long> versions(List<AccountCommand> commands) {
        var versions = new HashMap<String, Long>();
        jdbc.sql("""
                        SELECT account.id, account.version
                          FROM core.account AS account
                          JOIN unnest(:ids::uuid[], :tenants::uuid[], :environments::text[])
                               AS asked (id, tenant_id, environment)
                         USING (id, tenant_id, environment)
                         WHERE account.state <> 'deleted'
                        """)
                .param("ids", ADDRESS.get(0).texts(commands))
                .param("tenants", ADDRESS.get(1).texts(commands))
                .param("environments", ADDRESS.get(2).texts(commands))
                .query(row -> {
                    versions.put(new AccountId(row.getObject("id", UUID.class)).text(), row.getLong("version"));
                });
        return versions;
    }

    private static CommandResult outcome(
            AccountCommand command, @Nullable Changed changed, Map<String, Long> versions, Instant now) {
        var header = command.getHeader();
        if (changed != null) {
            var account = changed.account();
            var consequences = AccountEvents.consequences(header, account, changed.previousState(), now);
            return Outcome.succeeded(header, now, account, consequences);
        }
        var version = versions.get(header.getResourceId());
        if (version == null) {
            var detail = "There is no account \"" + header.getResourceId() + "\" in this tenant and environment.";
            return Outcome.failed(header, now, ProblemCode.NOT_FOUND, detail);
        }
        var detail = "If-Match named version " + header.getIfVersion() + ", and the account has version " + version
                + ". Read it again, and decide anew.";
        return Outcome.failed(header, now, ProblemCode.PRECONDITION_FAILED, detail);
    }

    private static UUID account(AccountCommand command) {
        return AccountId.of(command.getHeader().getResourceId()).value();
    }

    private static UUID tenant(AccountCommand command) {
        return TenantId.of(command.getHeader().getTenantId()).value();
    }
}
