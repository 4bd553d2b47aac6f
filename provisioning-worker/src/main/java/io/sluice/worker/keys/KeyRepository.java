package io.sluice.worker.keys;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.worker.claims.Numbers;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeyRepository {
    private static final String COLUMNS = """
            id, number, tenant_id, environment, name, description, key_hash, prefix, masked, scopes, status,
            created_at, expires_at, revoked_at, version, allowed_ips
            """;

    private final JdbcClient jdbc;
    private final Numbers numbers;

    KeyRepository(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    ApiKey insert(KeyId id, TenantId tenant, CreateKey key, Instant now) {
        return upsert(id, tenant, key, now, "RETURNING " + COLUMNS).single();
    }

    /** Makes the key, or gives the one of this id a new secret and its life back; nothing when it stands so already. */
    void replace(KeyId id, TenantId tenant, CreateKey key, Instant now) {
        var _ = upsert(id, tenant, key, now, """
                ON CONFLICT (id) DO UPDATE
                   SET key_hash = excluded.key_hash, prefix = excluded.prefix, masked = excluded.masked,
                       status = 'active', revoked_at = NULL, version = key.version + 1
                 WHERE key.key_hash <> excluded.key_hash OR key.status <> 'active'
                RETURNING key.id, key.number, key.tenant_id, key.environment, key.name, key.description, key.key_hash,
                          key.prefix, key.masked, key.scopes, key.status, key.created_at, key.expires_at,
                          key.revoked_at, key.version, key.allowed_ips
                """).optional();
    }

    /** Revokes for good; a key that is revoked already stays as it was. */
    Optional<ApiKey> revoke(KeyId id, TenantId tenant, Environment environment, Instant now) {
        // What is asked for from live reaches test, and never the other way round.
        var below = environment == Environment.LIVE ? new String[] {"live", "test"} : new String[] {"test"};
        jdbc.sql("""
                        UPDATE core.api_key
                           SET status = 'revoked', revoked_at = :now::timestamptz, version = version + 1
                         WHERE id = :id AND tenant_id = :tenant AND environment = ANY (:environments::text[])
                           AND status <> 'revoked'
                        """)
                .param("environments", below)
                .param("now", now.toString())
                .param("id", id.value())
                .param("tenant", tenant.value())
                .update();
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.api_key WHERE id = :id AND tenant_id = :tenant"
                        + " AND environment = ANY (:environments::text[])")
                .param("environments", below)
                .param("id", id.value())
                .param("tenant", tenant.value())
                .query((row, at) -> key(row))
                .optional();
    }

    List<ApiKey> find(List<KeyId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.api_key WHERE id = ANY (:ids::uuid[])")
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> key(row))
                .list();
    }

    private JdbcClient.MappedQuerySpec<ApiKey> upsert(
            KeyId id, TenantId tenant, CreateKey key, Instant now, String ending) {
        return jdbc.sql("""
                        INSERT INTO core.api_key AS key
                               (id, number, tenant_id, environment, name, description, key_hash, prefix, masked, scopes,
                                status, created_at, expires_at, version, allowed_ips)
                        VALUES (:id, :number, :tenant, :environment, :name, :description, :hash, :prefix, :masked,
                                :scopes::text[], 'active', :now::timestamptz, :expires::timestamptz, 1,
                                :allowed::text[])
                        """ + ending)
                .param("id", id.value())
                .param("number", numbers.next(tenant, "key"))
                .param("tenant", tenant.value())
                .param("environment", key.getEnvironment())
                .param("name", key.getName())
                .param("description", key.getDescription())
                .param("hash", bytes(key.getKeyHash()))
                .param("prefix", key.getPrefix())
                .param("masked", key.getMasked())
                .param("scopes", key.getScopes().toArray(String[]::new))
                .param("allowed", key.getAllowedIps().toArray(String[]::new))
                .param("now", now.toString())
                .param(
                        "expires",
                        key.getExpiresAt() == null ? null : key.getExpiresAt().toString())
                .query((row, at) -> key(row));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return ApiKey.newBuilder()
                .setId(new KeyId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setName(row.getString("name"))
                .setDescription(row.getString("description"))
                .setKeyHash(ByteBuffer.wrap(row.getBytes("key_hash")))
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

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
