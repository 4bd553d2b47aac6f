package io.sluice.worker.accounts;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.RuleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A row of the table, as the record that results and events carry. */
@Component
class AccountRow {
    /** To be returned by every statement that changes accounts, under this alias. */
    static final String COLUMNS = """
            account.id, account.number, account.tenant_id, account.environment, account.username, account.protocol,
            account.state, account.email, account.remark, account.expires_at, account.total_traffic_bytes,
            account.used_traffic_bytes, account.reset_strategy, account.traffic_resets_at, account.hold_days,
            account.node, account.port, account.send_limit, account.receive_limit, account.max_conn_count,
            account.outbound_id, account.rule_ids, account.metadata, account.created_at, account.updated_at,
            account.version
            """;

    /** As PostgreSQL sorts ids, which is not how Java does. */
    static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper json;

    AccountRow(JsonMapper json) {
        this.json = json;
    }

    Account read(ResultSet row) throws SQLException {
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

    /** As the column reads them from a text. */
    static String ruleIds(List<String> rules) {
        return Column.array(rules.stream().map(id -> RuleId.of(id).value()).toList());
    }

    private static @Nullable String outbound(@Nullable UUID id) {
        return id == null ? null : new OutboundId(id).text();
    }

    private static List<String> rules(UUID[] ids) {
        return Stream.of(ids).map(id -> new RuleId(id).text()).toList();
    }

    String metadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? "{}" : json.writeValueAsString(metadata);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
