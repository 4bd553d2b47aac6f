package io.sluice.worker.audit;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what administration has done and what it was refused, in the transaction that does it. Nothing of it is ever
 * changed or deleted.
 */
@Repository
public class AuditLog {
    /** The principal of what was not asked for through the API, but set where the services are run. */
    public static final String OPERATOR = "operator";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** It happens every few minutes for as long as somebody works, and says nothing unless it is refused. */
    private static final String UNTOLD = "session.refresh";

    /** What came of a command that changed something, whichever of these it is. */
    private static final Set<String> RESOURCES =
            Set.of("key", "outbound", "rule", "tenant", "role", "person", "session", "rate_limit");

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps what the command has changed, or why it was refused.
     *
     * @param before what it is about, as it stood
     */
    public void keep(
            CommandHeader header, Optional<? extends IndexedRecord> before, CommandResult outcome, Instant now) {
        boolean isDone = CommandStatus.of(outcome) == CommandStatus.SUCCEEDED;
        if (isDone && header.getType().equals(UNTOLD)) return;
        jdbc.sql("""
                        INSERT INTO core.audit
                               (id, tenant_id, environment, at, principal, address, type, resource_id, error_code,
                                before, after)
                        VALUES (:id, :tenant, :environment, :now::timestamptz, :principal, :address, :type, :resource,
                                :error, :before::jsonb, :after::jsonb)
                        """)
                .param("id", CommandId.of(header.getId()).value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .param("now", now.toString())
                .param("principal", header.getPrincipal())
                .param("address", header.getAddress())
                .param("type", header.getType())
                .param("resource", header.getResourceId())
                .param("error", isDone ? null : outcome.getError().getCode())
                .param("before", before.map(AuditLog::json).orElse(null))
                .param("after", resource(outcome).map(AuditLog::json).orElse(null))
                .update();
    }

    private static Optional<IndexedRecord> resource(CommandResult outcome) {
        return outcome.getSchema().getFields().stream()
                .filter(field -> RESOURCES.contains(field.name()))
                .map(field -> outcome.get(field.pos()))
                .filter(IndexedRecord.class::isInstance)
                .map(IndexedRecord.class::cast)
                .findFirst();
    }

    private static String json(IndexedRecord record) {
        return JSON.writeValueAsString(fields(record));
    }

    /** Bytes are left out: they are hashes of secrets, or secrets that are encrypted. */
    private static Map<String, @Nullable Object> fields(IndexedRecord record) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (Schema.Field field : record.getSchema().getFields()) {
            if (isOfBytes(field.schema())) continue;
            fields.put(field.name(), told(record.get(field.pos())));
        }
        return fields;
    }

    private static @Nullable Object told(@Nullable Object value) {
        return switch (value) {
            case Instant time -> time.toString();
            case IndexedRecord record -> fields(record);
            case List<?> list -> list.stream().map(AuditLog::told).toList();
            case null, default -> value;
        };
    }

    private static boolean isOfBytes(Schema schema) {
        if (schema.getType() == Schema.Type.UNION)
            return schema.getTypes().stream().anyMatch(AuditLog::isOfBytes);
        return schema.getType() == Schema.Type.BYTES;
    }
}
