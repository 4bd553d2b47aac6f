package io.sluice.worker.routing;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.RuleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CreateRule;
import io.sluice.schemas.avro.Rule;
import io.sluice.schemas.avro.UpdateRule;
import io.sluice.worker.claims.Numbers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RuleRepository {
    private static final String COLUMNS = """
            id, number, tenant_id, environment, name, content, priority, created_at, updated_at, version
            """;

    private final JdbcClient jdbc;
    private final Numbers numbers;

    RuleRepository(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    Rule insert(CommandHeader header, RuleId id, CreateRule rule, Instant now) {
        var tenant = TenantId.of(header.getTenantId());
        return jdbc.sql("""
                        INSERT INTO core.rule
                               (id, number, tenant_id, environment, name, content, priority, created_at, updated_at,
                                version)
                        VALUES (:id, :number, :tenant, :environment, :name, :content, :priority, :now::timestamptz,
                                :now::timestamptz, 1)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("number", numbers.next(tenant, "rule"))
                .param("tenant", tenant.value())
                .param("environment", header.getEnvironment())
                .param("name", rule.getName())
                .param("content", rule.getContent())
                .param("priority", rule.getPriority())
                .param("now", now.toString())
                .query((row, at) -> rule(row))
                .single();
    }

    /** A field that is not given stays. */
    Rule update(RuleId id, UpdateRule change, Instant now) {
        return jdbc.sql("""
                        UPDATE core.rule
                           SET name = coalesce(:name, name), content = coalesce(:content, content),
                               priority = coalesce(:priority::int, priority), updated_at = :now::timestamptz,
                               version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("name", change.getName())
                .param("content", change.getContent())
                .param("priority", change.getPriority())
                .param("now", now.toString())
                .query((row, at) -> rule(row))
                .single();
    }

    /** The rule of the caller's tenant and environment, which nobody else takes up until the transaction ends. */
    Optional<Rule> lock(CommandHeader header, RuleId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.rule WHERE id = :id AND tenant_id = :tenant"
                        + " AND environment = :environment FOR UPDATE")
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .query((row, at) -> rule(row))
                .optional();
    }

    boolean isTaken(CommandHeader header, RuleId id, String name) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.rule WHERE tenant_id = :tenant"
                        + " AND environment = :environment AND name = :name AND id <> :id)")
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** An account that uses it. */
    Optional<String> user(RuleId id) {
        return jdbc.sql("SELECT id FROM core.account WHERE rule_ids @> ARRAY[:id::uuid] AND rule_ids <> '{}'"
                        + " AND state <> 'deleted' LIMIT 1")
                .param("id", id.value())
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)).text())
                .optional();
    }

    void delete(RuleId id) {
        jdbc.sql("DELETE FROM core.rule WHERE id = :id").param("id", id.value()).update();
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return Rule.newBuilder()
                .setId(new RuleId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setName(row.getString("name"))
                .setContent(row.getString("content"))
                .setPriority(row.getInt("priority"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
