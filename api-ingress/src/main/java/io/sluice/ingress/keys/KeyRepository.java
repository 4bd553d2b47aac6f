package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** API keys as they stand in the worker's table; a tenant's keys are listed whatever environment they work in. */
@Repository
final class KeyRepository {
    private static final String SELECT = """
            SELECT id, number, tenant_id, environment, name, description, prefix, masked, scopes, status,
                   created_at, expires_at, revoked_at, version, allowed_ips
              FROM core.api_key
            """;

    private final TenantReads reads;

    KeyRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<ApiKey> byId(Caller caller, KeyId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + "WHERE tenant_id = :tenant AND id = :id")
                        .param("tenant", caller.tenant().value())
                        .param("id", id.value())
                        .query((row, number) -> key(row))
                        .optional());
    }

    /** One key more than the page shows, if there is one. */
    List<ApiKey> list(Caller caller, ListQuery<ApiKey> query) {
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(SELECT + "WHERE tenant_id = :tenant" + query.sql())
                                .param("tenant", caller.tenant().value()))
                        .query((row, number) -> key(row))
                        .list());
    }

    /** Without the hash, which no answer needs. */
    private static ApiKey key(ResultSet row) throws SQLException {
        return ApiKey.newBuilder()
                .setId(new KeyId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setName(row.getString("name"))
                .setDescription(row.getString("description"))
                .setKeyHash(ByteBuffer.allocate(0))
                .setPrefix(row.getString("prefix"))
                .setMasked(row.getString("masked"))
                .setScopes(List.of((String[]) row.getArray("scopes").getArray()))
                .setStatus(row.getString("status"))
                .setCreatedAt(instant(row, "created_at"))
                .setExpiresAt(instant(row, "expires_at"))
                .setRevokedAt(instant(row, "revoked_at"))
                .setVersion(row.getLong("version"))
                .setAllowedIps(List.of((String[]) row.getArray("allowed_ips").getArray()))
                .build();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
