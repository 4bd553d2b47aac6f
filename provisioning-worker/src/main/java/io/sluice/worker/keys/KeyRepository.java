package io.sluice.worker.keys;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.schemas.avro.KeyLimit;
import io.sluice.worker.claims.Numbers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class KeyRepository {
    private final JdbcClient jdbc;
    private final Numbers numbers;

    KeyRepository(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    ApiKey insert(KeyId id, TenantId tenant, CreateKey key, Instant now) {
        return upsert(id, tenant, key, now, "RETURNING " + KeyRow.COLUMNS).single();
    }

    /** Whether it is another setting than the last one, which is then forgotten. */
    boolean isNewSetting(byte[] hash) {
        return jdbc.sql("""
                        INSERT INTO core.admin_key_setting AS known (key_hash) VALUES (:hash)
                            ON CONFLICT (one) DO UPDATE SET key_hash = excluded.key_hash
                         WHERE known.key_hash <> excluded.key_hash
                        """).param("hash", hash).update() > 0;
    }

    /** Makes the key, or gives the one of this id a new secret and its life back; nothing when it stands so already. */
    void replace(KeyId id, TenantId tenant, CreateKey key, Instant now) {
        var _ = upsert(id, tenant, key, now, """
                ON CONFLICT (id) DO UPDATE
                   SET key_hash = excluded.key_hash, prefix = excluded.prefix, masked = excluded.masked,
                       previous_key_hash = NULL, previous_ends_at = NULL, status = 'active', revoked_at = NULL,
                       expires_at = NULL, updated_at = excluded.updated_at, version = key.version + 1
                 WHERE key.key_hash <> excluded.key_hash OR key.status <> 'active'
                RETURNING
                """ + KeyRow.COLUMNS).optional();
    }

    /** Whether a key has this secret, or had it. */
    boolean isKnown(ByteBuffer hash) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.api_key WHERE key_hash = :hash)"
                        + " OR EXISTS (SELECT FROM core.api_key WHERE previous_key_hash = :hash)")
                .param("hash", bytes(hash))
                .query(Boolean.class)
                .single();
    }

    /** The key as the caller may change it, which nobody else takes up until the transaction ends. */
    Optional<ApiKey> lock(CommandHeader header) {
        // What is asked for from live reaches test, and never the other way round.
        boolean live = Environment.of(header.getEnvironment()) == Environment.LIVE;
        return jdbc.sql("SELECT " + KeyRow.COLUMNS + " FROM core.api_key AS key WHERE id = :id AND tenant_id = :tenant"
                        + " AND environment = ANY (:environments::text[]) FOR UPDATE")
                .param("id", KeyId.of(header.getResourceId()).value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environments", live ? new String[] {"live", "test"} : new String[] {"test"})
                .query((row, at) -> KeyRow.read(row))
                .optional();
    }

    /** Writes all that can change of a key, as its next version. */
    ApiKey save(ApiKey key) {
        var update = jdbc.sql("""
                        UPDATE core.api_key AS key
                           SET name = :name, description = :description, notes = :notes, integration = :integration,
                               customer_id = :customer, reseller_id = :reseller, allowed_ips = :allowed_ips::text[],
                               server_ids = :server_ids::text[], panel_url = :panel_url, key_hash = :hash,
                               previous_key_hash = :previous_hash, previous_ends_at = :previous_ends_at::timestamptz,
                               prefix = :prefix, masked = :masked, scopes = :scopes::text[], role_id = :role::uuid,
                               rate_limit_windows = :windows::int[], rate_limit_maxima = :maxima::bigint[],
                               status = :status, updated_at = :updated_at::timestamptz,
                               rotated_at = :rotated_at::timestamptz,
                               expires_at = :expires_at::timestamptz, revoked_at = :revoked_at::timestamptz,
                               grants_version = :grants_version, version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + KeyRow.COLUMNS);
        return described(update, key)
                .param("id", KeyId.of(key.getId()).value())
                .param("previous_hash", bytes(key.getPreviousKeyHash()))
                .param("previous_ends_at", text(key.getPreviousEndsAt()))
                .param("status", key.getStatus())
                .param("updated_at", text(key.getUpdatedAt()))
                .param("rotated_at", text(key.getRotatedAt()))
                .param("revoked_at", text(key.getRevokedAt()))
                .param("grants_version", key.getGrantsVersion())
                .query((row, at) -> KeyRow.read(row))
                .single();
    }

    List<ApiKey> find(List<KeyId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT " + KeyRow.COLUMNS + " FROM core.api_key AS key WHERE id = ANY (:ids::uuid[])")
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> KeyRow.read(row))
                .list();
    }

    private JdbcClient.MappedQuerySpec<ApiKey> upsert(
            KeyId id, TenantId tenant, CreateKey create, Instant now, String ending) {
        var key = KeyRow.made(id, numbers.next(tenant, "key"), tenant, create, now);
        var insert = jdbc.sql("""
                        INSERT INTO core.api_key AS key
                               (id, number, tenant_id, environment, name, description, notes, integration, style,
                                customer_id, reseller_id, allowed_ips, server_ids, panel_url, key_hash, prefix, masked,
                                scopes, role_id, rate_limit_windows, rate_limit_maxima, status, created_at, updated_at,
                                expires_at, grants_version, version)
                        VALUES (:id, :number, :tenant, :environment, :name, :description, :notes, :integration, :style,
                                :customer, :reseller, :allowed_ips::text[], :server_ids::text[], :panel_url, :hash,
                                :prefix, :masked, :scopes::text[], :role::uuid, :windows::int[], :maxima::bigint[],
                                'active', :now::timestamptz, :now::timestamptz, :expires_at::timestamptz, 1, 1)
                        """ + ending);
        return described(insert, key)
                .param("id", id.value())
                .param("number", key.getNumber())
                .param("tenant", tenant.value())
                .param("environment", key.getEnvironment())
                .param("style", key.getStyle())
                .param("now", now.toString())
                .query((row, at) -> KeyRow.read(row));
    }

    /** What a new key and a changed one have in common. */
    private static StatementSpec described(StatementSpec statement, ApiKey key) {
        return statement
                .param("name", key.getName())
                .param("description", key.getDescription())
                .param("notes", key.getNotes())
                .param("integration", key.getIntegration())
                .param("customer", key.getCustomerId())
                .param("reseller", key.getResellerId())
                .param("allowed_ips", key.getAllowedIps().toArray(String[]::new))
                .param("server_ids", key.getServerIds().toArray(String[]::new))
                .param("panel_url", key.getPanelUrl())
                .param("hash", bytes(key.getKeyHash()))
                .param("prefix", key.getPrefix())
                .param("masked", key.getMasked())
                .param("scopes", key.getScopes().toArray(String[]::new))
                .param("role", role(key.getRoleId()))
                .param(
                        "windows",
                        key.getRateLimits().stream()
                                .map(KeyLimit::getWindowSize)
                                .toArray(Integer[]::new))
                .param(
                        "maxima",
                        key.getRateLimits().stream()
                                .map(KeyLimit::getMaxRequests)
                                .toArray(Long[]::new))
                .param("expires_at", text(key.getExpiresAt()));
    }

    private static @Nullable String role(@Nullable String id) {
        return id == null ? null : RoleId.of(id).value().toString();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) return null;
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
