package io.sluice.worker.ratelimits;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CreateRateLimit;
import io.sluice.schemas.avro.RateLimit;
import io.sluice.schemas.avro.UpdateRateLimit;
import io.sluice.worker.claims.Numbers;
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
class RateLimitRepository {
    private static final String COLUMNS = """
            id, number, tenant_id, environment, applies_to, key_id, route, max_requests, window_size, is_active, shadow,
            description, by_platform, created_at, updated_at, version
            """;

    private final JdbcClient jdbc;
    private final Numbers numbers;

    RateLimitRepository(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    RateLimit insert(CommandHeader header, RateLimitId id, CreateRateLimit limit, Instant now) {
        var tenant = TenantId.of(header.getTenantId());
        return jdbc.sql("""
                        INSERT INTO core.rate_limit
                               (id, number, tenant_id, environment, applies_to, key_id, route, max_requests,
                                window_size, is_active, shadow, description, by_platform, created_at, updated_at,
                                version)
                        VALUES (:id, :number, :tenant, :environment, :applies_to, :key::uuid, :route, :max_requests,
                                :window_size, :is_active, :shadow, :description, :by_platform, :now::timestamptz,
                                :now::timestamptz, 1)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("number", numbers.next(tenant, "rate_limit"))
                .param("tenant", tenant.value())
                .param("environment", header.getEnvironment())
                .param("applies_to", limit.getAppliesTo())
                .param("key", key(limit))
                .param("route", limit.getRoute())
                .param("max_requests", limit.getMaxRequests())
                .param("window_size", limit.getWindowSize())
                .param("is_active", limit.getIsActive())
                .param("shadow", limit.getShadow())
                .param("description", limit.getDescription())
                .param("by_platform", limit.getByPlatform())
                .param("now", now.toString())
                .query((row, at) -> limit(row))
                .single();
    }

    /** A field that is not given stays, unless it is cleared. */
    RateLimit update(RateLimitId id, UpdateRateLimit change, Instant now) {
        return jdbc.sql("""
                        UPDATE core.rate_limit
                           SET max_requests = coalesce(:max_requests::bigint, max_requests),
                               window_size = coalesce(:window_size::int, window_size),
                               is_active = coalesce(:is_active::boolean, is_active),
                               shadow = coalesce(:shadow::boolean, shadow),
                               description = CASE WHEN :clear THEN NULL ELSE coalesce(:description, description) END,
                               updated_at = :now::timestamptz, version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("max_requests", change.getMaxRequests())
                .param("window_size", change.getWindowSize())
                .param("is_active", change.getIsActive())
                .param("shadow", change.getShadow())
                .param("clear", change.getClear().contains("description"))
                .param("description", change.getDescription())
                .param("now", now.toString())
                .query((row, at) -> limit(row))
                .single();
    }

    /** That of the caller's tenant and environment, which nobody else takes up until the transaction ends. */
    Optional<RateLimit> lock(CommandHeader header, RateLimitId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.rate_limit WHERE id = :id AND tenant_id = :tenant"
                        + " AND environment = :environment FOR UPDATE")
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .query((row, at) -> limit(row))
                .optional();
    }

    /** Nobody else makes one for the tenant, nor changes the tenant, until the transaction ends. */
    void lockTenant(CommandHeader header) {
        jdbc.sql("SELECT id FROM core.tenant WHERE id = :tenant FOR NO KEY UPDATE")
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .query(UUID.class)
                .single();
    }

    /** Whether there is such a key, which nobody then deletes until the transaction ends. */
    boolean lockKey(CommandHeader header, KeyId key) {
        return jdbc.sql("SELECT id FROM core.api_key WHERE id = :id AND tenant_id = :tenant"
                        + " AND environment = :environment AND status <> 'deleted' FOR NO KEY UPDATE")
                .param("id", key.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** How many there are that a new one is bounded with. */
    int count(CommandHeader header, CreateRateLimit create) {
        var beside = create.getKeyId() == null ? "applies_to IN ('each_key', 'tenant')" : "key_id = :key::uuid";
        return jdbc.sql("SELECT count(*) FROM core.rate_limit WHERE tenant_id = :tenant"
                        + " AND environment = :environment AND by_platform = :by_platform AND " + beside)
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .param("by_platform", create.getByPlatform())
                .param("key", key(create))
                .query(Integer.class)
                .single();
    }

    /** Whether a key or a person is of the platform's own tenant, whatever tenant it works in. */
    boolean isOfPlatform(String principal) {
        var id = KeyId.parse(principal)
                .map(KeyId::value)
                .or(() -> PersonId.parse(principal).map(PersonId::value));
        if (id.isEmpty()) return false;
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.api_key WHERE id = :id AND tenant_id = :platform)"
                        + " OR EXISTS (SELECT FROM core.person WHERE id = :id AND tenant_id = :platform)")
                .param("id", id.get())
                .param("platform", TenantId.PLATFORM.value())
                .query(Boolean.class)
                .single();
    }

    void delete(RateLimitId id) {
        jdbc.sql("DELETE FROM core.rate_limit WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    List<RateLimit> find(List<RateLimitId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.rate_limit WHERE id = ANY (:ids::uuid[])")
                .param("ids", ids.stream().map(id -> id.value().toString()).toArray(String[]::new))
                .query((row, at) -> limit(row))
                .list();
    }

    /** Those that went with a key. */
    List<RateLimitId> deletedWith(KeyId key) {
        return jdbc.sql("SELECT id FROM core.rate_limit_of_deleted_key WHERE key_id = :key")
                .param("key", key.value())
                .query((row, at) -> new RateLimitId(row.getObject("id", UUID.class)))
                .list();
    }

    private static @Nullable String key(CreateRateLimit limit) {
        var key = limit.getKeyId();
        return key == null ? null : KeyId.of(key).value().toString();
    }

    private static RateLimit limit(ResultSet row) throws SQLException {
        var key = row.getObject("key_id", UUID.class);
        return RateLimit.newBuilder()
                .setId(new RateLimitId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setAppliesTo(row.getString("applies_to"))
                .setKeyId(key == null ? null : new KeyId(key).text())
                .setRoute(row.getString("route"))
                .setMaxRequests(row.getLong("max_requests"))
                .setWindowSize(row.getInt("window_size"))
                .setIsActive(row.getBoolean("is_active"))
                .setShadow(row.getBoolean("shadow"))
                .setDescription(row.getString("description"))
                .setByPlatform(row.getBoolean("by_platform"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }
}
