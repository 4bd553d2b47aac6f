package io.sluice.worker.keys;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.schemas.avro.KeyLimit;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row of {@code core.api_key}. */
final class KeyRow {
    static final String COLUMNS = """
            key.id, key.number, key.tenant_id, key.environment, key.name, key.description, key.notes, key.integration,
            key.style, key.customer_id, key.reseller_id, key.allowed_ips, key.server_ids, key.panel_url, key.key_hash,
            key.previous_key_hash, key.previous_ends_at, key.prefix, key.masked, key.scopes, key.role_id,
            key.rate_limit_windows, key.rate_limit_maxima, key.status, key.created_at, key.updated_at, key.rotated_at,
            key.expires_at, key.revoked_at, key.grants_version, key.version
            """;

    private KeyRow() {}

    /** One that is to be made. */
    static ApiKey made(KeyId id, long number, TenantId tenant, CreateKey create, Instant now) {
        return ApiKey.newBuilder()
                .setId(id.text())
                .setNumber(number)
                .setTenantId(tenant.text())
                .setEnvironment(create.getEnvironment())
                .setName(create.getName())
                .setDescription(create.getDescription())
                .setNotes(create.getNotes())
                .setIntegration(create.getIntegration())
                .setStyle(create.getStyle())
                .setCustomerId(create.getCustomerId())
                .setResellerId(create.getResellerId())
                .setAllowedIps(create.getAllowedIps())
                .setServerIds(create.getServerIds())
                .setPanelUrl(create.getPanelUrl())
                .setKeyHash(create.getKeyHash())
                .setPrefix(create.getPrefix())
                .setMasked(create.getMasked())
                .setScopes(create.getScopes())
                .setRoleId(create.getRoleId())
                .setRateLimits(create.getRateLimits())
                .setStatus(KeyChange.ACTIVE)
                .setCreatedAt(now)
                .setUpdatedAt(now)
                .setExpiresAt(create.getExpiresAt())
                .setGrantsVersion(1)
                .setVersion(1)
                .build();
    }

    static ApiKey read(ResultSet row) throws SQLException {
        return ApiKey.newBuilder()
                .setId(new KeyId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setName(row.getString("name"))
                .setDescription(row.getString("description"))
                .setNotes(row.getString("notes"))
                .setIntegration(row.getString("integration"))
                .setStyle(row.getString("style"))
                .setCustomerId(row.getString("customer_id"))
                .setResellerId(row.getString("reseller_id"))
                .setAllowedIps(texts(row, "allowed_ips"))
                .setServerIds(texts(row, "server_ids"))
                .setPanelUrl(row.getString("panel_url"))
                .setKeyHash(ByteBuffer.wrap(row.getBytes("key_hash")))
                .setPreviousKeyHash(bytes(row, "previous_key_hash"))
                .setPreviousEndsAt(instant(row, "previous_ends_at"))
                .setPrefix(row.getString("prefix"))
                .setMasked(row.getString("masked"))
                .setScopes(texts(row, "scopes"))
                .setRoleId(role(row))
                .setRateLimits(limits(row))
                .setStatus(row.getString("status"))
                .setCreatedAt(instant(row, "created_at"))
                .setUpdatedAt(instant(row, "updated_at"))
                .setRotatedAt(instant(row, "rotated_at"))
                .setExpiresAt(instant(row, "expires_at"))
                .setRevokedAt(instant(row, "revoked_at"))
                .setGrantsVersion(row.getLong("grants_version"))
                .setVersion(row.getLong("version"))
                .build();
    }

    private static @Nullable String role(ResultSet row) throws SQLException {
        var id = row.getObject("role_id", UUID.class);
        return id == null ? null : new RoleId(id).text();
    }

    private static List<KeyLimit> limits(ResultSet row) throws SQLException {
        var windows = (Integer[]) row.getArray("rate_limit_windows").getArray();
        var maxima = (Long[]) row.getArray("rate_limit_maxima").getArray();
        return IntStream.range(0, windows.length)
                .mapToObj(at -> new KeyLimit(maxima[at], windows[at]))
                .toList();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable ByteBuffer bytes(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
