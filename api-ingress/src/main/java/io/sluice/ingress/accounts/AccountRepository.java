package io.sluice.ingress.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.ingress.lists.Pairs;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.RuleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Accounts as they stand in the worker's table. */
@Repository
final class AccountRepository {
    private record Numbered(TenantId tenant, Environment environment, long number) {}

    /** Whose time is over is expired, even if the worker has not got to it yet. */
    static final String STATE =
            "CASE WHEN state IN ('active', 'limited') AND expires_at <= now() THEN 'expired' ELSE state END AS state";

    private static final String SELECT = "SELECT " + STATE + """
                 , id, number, tenant_id, environment, username, protocol, email, remark, expires_at,
                   total_traffic_bytes, used_traffic_bytes, reset_strategy, traffic_resets_at, hold_days, node, port,
                   send_limit, receive_limit, max_conn_count, outbound_id, rule_ids, metadata, created_at,
                   updated_at, version
              FROM core.account
            """;

    private static final Pairs PAIRS = new Pairs("core.account", "state", "protocol");

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int NUMBERS_REMEMBERED = 200_000;

    private final TenantReads reads;
    private final JsonMapper json;

    // A number never comes to mean another account, so what was once read stays true.
    private final Cache<Numbered, AccountId> numbers =
            Caffeine.newBuilder().maximumSize(NUMBERS_REMEMBERED).build();

    AccountRepository(TenantReads reads, JsonMapper json) {
        this.reads = reads;
        this.json = json;
    }

    Optional<Account> byId(Caller caller, AccountId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + "WHERE id = :id AND state <> 'deleted'")
                        .param("id", id.value())
                        .query((row, number) -> account(row))
                        .optional());
    }

    Optional<Account> byUsername(Caller caller, String username) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT
                                + "WHERE tenant_id = :tenant AND environment = :environment AND username = :username"
                                + " AND state <> 'deleted'")
                        .param("tenant", caller.tenant().value())
                        .param("environment", caller.environment().text())
                        .param("username", username)
                        .query((row, number) -> account(row))
                        .optional());
    }

    /** One account more than the page shows, if there is one. */
    List<Account> list(Caller caller, ListQuery<Account> query) {
        var statement = AccountListing.goesByPairs(query) ? listByPairs(query) : listByUsername(query);
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(statement)
                                .param("tenant", caller.tenant().value())
                                .param("environment", caller.environment().text()))
                        .query((row, number) -> account(row))
                        .list());
    }

    private static String listByUsername(ListQuery<Account> query) {
        return SELECT + "WHERE tenant_id = :tenant AND environment = :environment AND state <> 'deleted'" + query.sql();
    }

    /** Finds who is on the page before reading it: as an array, so that no plan reads the table for a join. */
    private static String listByPairs(ListQuery<Account> query) {
        return PAIRS.with() + SELECT + "WHERE id = ANY (ARRAY(SELECT listed.id FROM pair CROSS JOIN LATERAL ("
                + PAIRS.from("id, created_at, expires_at") + query.sql()
                + ") AS listed WHERE pair.state <> 'deleted'" + query.order() + "))" + query.order();
    }

    /** The canonical id behind a number; in memory after the first time. */
    Optional<AccountId> idOf(Caller caller, long number) {
        var numbered = new Numbered(caller.tenant(), caller.environment(), number);
        var known = numbers.getIfPresent(numbered);
        if (known != null) return Optional.of(known);
        var read = reads.as(
                caller,
                jdbc -> jdbc.sql("SELECT id FROM core.account WHERE tenant_id = :tenant AND number = :number")
                        .param("tenant", caller.tenant().value())
                        .param("number", number)
                        .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                        .optional());
        read.ifPresent(id -> numbers.put(numbered, id));
        return read;
    }

    private Account account(ResultSet row) throws SQLException {
        return Account.newBuilder()
                .setId(new AccountId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setUsername(row.getString("username"))
                .setProtocol(row.getString("protocol"))
                .setState(row.getString("state"))
                .setEmail(row.getString("email"))
                .setRemark(row.getString("remark"))
                .setExpiresAt(instant(row, "expires_at"))
                .setTotalTrafficBytes(row.getObject("total_traffic_bytes", Long.class))
                .setUsedTrafficBytes(row.getLong("used_traffic_bytes"))
                .setResetStrategy(row.getString("reset_strategy"))
                .setTrafficResetsAt(instant(row, "traffic_resets_at"))
                .setHoldDays(row.getObject("hold_days", Integer.class))
                .setNode(row.getString("node"))
                .setPort(row.getObject("port", Integer.class))
                .setSendLimit(row.getObject("send_limit", Integer.class))
                .setReceiveLimit(row.getObject("receive_limit", Integer.class))
                .setMaxConnCount(row.getObject("max_conn_count", Integer.class))
                .setOutboundId(outbound(row.getObject("outbound_id", UUID.class)))
                .setRuleIds(rules((UUID[]) row.getArray("rule_ids").getArray()))
                .setMetadata(json.readValue(row.getString("metadata"), TEXTS))
                .setCreatedAt(instant(row, "created_at"))
                .setUpdatedAt(instant(row, "updated_at"))
                .setVersion(row.getLong("version"))
                .build();
    }

    private static @Nullable String outbound(@Nullable UUID id) {
        return id == null ? null : new OutboundId(id).text();
    }

    private static List<String> rules(UUID[] ids) {
        return Stream.of(ids).map(id -> new RuleId(id).text()).toList();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
