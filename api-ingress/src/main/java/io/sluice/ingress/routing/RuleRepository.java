package io.sluice.ingress.routing;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.RuleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Rules as they stand in the worker's table. */
@Repository
final class RuleRepository {
    private static final String SELECT = """
            SELECT id, number, tenant_id, environment, name, content, priority, created_at, updated_at, version
              FROM core.rule
             WHERE tenant_id = :tenant AND environment = :environment
            """;

    private final TenantReads reads;

    RuleRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<Rule> byId(Caller caller, RuleId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + "AND id = :id")
                        .param("tenant", caller.tenant().value())
                        .param("environment", caller.environment().text())
                        .param("id", id.value())
                        .query((row, at) -> rule(row))
                        .optional());
    }

    /** One rule more than the page shows, if there is one. */
    List<Rule> list(Caller caller, ListQuery<Rule> query) {
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(SELECT + query.sql())
                                .param("tenant", caller.tenant().value())
                                .param("environment", caller.environment().text()))
                        .query((row, at) -> rule(row))
                        .list());
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
