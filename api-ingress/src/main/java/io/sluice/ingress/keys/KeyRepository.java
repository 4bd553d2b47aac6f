package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KeyLimit;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * API keys as they stand in the worker's table. Whoever comes with a live key sees those of both environments, and
 * whoever comes with a test key those for tests alone.
 */
@Repository
final class KeyRepository {
    private static final String SELECT = """
            SELECT id, number, tenant_id, environment, name, description, notes, integration, style, customer_id,
                   reseller_id, allowed_ips, server_ids, panel_url, previous_ends_at, prefix, masked, scopes, role_id,
                   rate_limit_windows, rate_limit_maxima, status, created_at, updated_at, rotated_at, expires_at,
                   revoked_at, version
              FROM core.api_key
            """;

    /** There are few, so that a page costs some descents of an index, however many keys there are of one of them. */
    private static final String KINDS = """
            WITH kind AS (
                SELECT status, environment, style
                  FROM unnest(ARRAY['active', 'inactive', 'expired', 'revoked', 'deleted']) AS status
                 CROSS JOIN unnest(:environments::text[]) AS environment
                 CROSS JOIN unnest(ARRAY['sk', 'pak', 'xpanel', 'vps']) AS style)
            """;

    private final TenantReads reads;

    KeyRepository(TenantReads reads) {
        this.reads = reads;
    }

    Optional<ApiKey> byId(Caller caller, KeyId id) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + "WHERE tenant_id = :tenant AND environment = ANY (:environments::text[])"
                                + " AND id = :id")
                        .param("tenant", caller.tenant().value())
                        .param("environments", environments(caller))
                        .param("id", id.value())
                        .query((row, number) -> key(row))
                        .optional());
    }

    /** 0 when there is none. */
    long roleVersion(Caller caller, RoleId role) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql("SELECT coalesce(max(version), 0) FROM core.role WHERE id = :id")
                        .param("id", role.value())
                        .query(Long.class)
                        .single());
    }

    /** One key more than the page shows, if there is one. */
    List<ApiKey> list(Caller caller, ListQuery<ApiKey> query) {
        var statement = statement(query);
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(statement)
                                .param("tenant", caller.tenant().value())
                                .param("environments", environments(caller))
                                .param("scopes", KeyListing.scopes(query).toArray(String[]::new)))
                        .query((row, number) -> key(row))
                        .list());
    }

    private static String statement(ListQuery<ApiKey> query) {
        if (!KeyListing.goesByKinds(query)) return listByName(query);
        return KeyListing.scopes(query).isEmpty() ? listByKinds(query) : listByScopes(query);
    }

    private static String listByName(ListQuery<ApiKey> query) {
        return SELECT + "WHERE tenant_id = :tenant AND environment = ANY (:environments::text[])"
                + " AND status <> 'deleted'" + query.sql();
    }

    /** Takes a page from each kind and brings them together; who is on it is found before it is read. */
    private static String listByKinds(ListQuery<ApiKey> query) {
        return KINDS + SELECT + "WHERE id = ANY (ARRAY(SELECT listed.id FROM kind CROSS JOIN LATERAL ("
                + "SELECT id, number, created_at, expires_at FROM core.api_key WHERE tenant_id = :tenant"
                + " AND status = kind.status AND environment = kind.environment AND style = kind.style" + query.sql()
                + ") AS listed WHERE " + (KeyListing.showsDeleted(query) ? "true" : "kind.status <> 'deleted'")
                + query.order() + "))" + query.order();
    }

    /** The same from each kind of each scope; a key that holds several of them is found as often. */
    private static String listByScopes(ListQuery<ApiKey> query) {
        return KINDS + SELECT + "WHERE id = ANY (ARRAY(SELECT found.id FROM (SELECT DISTINCT listed.id, listed.number"
                + " FROM kind CROSS JOIN unnest(:scopes::text[]) AS held (scope) CROSS JOIN LATERAL ("
                + "SELECT id, number FROM core.api_key_scope WHERE tenant_id = :tenant"
                + " AND status = kind.status AND environment = kind.environment AND style = kind.style" + query.sql()
                + ") AS listed WHERE " + (KeyListing.showsDeleted(query) ? "true" : "kind.status <> 'deleted'")
                + ") AS found" + query.order() + "))" + query.order();
    }

    private static String[] environments(Caller caller) {
        return caller.environment() == Environment.LIVE ? new String[] {"live", "test"} : new String[] {"test"};
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
                .setNotes(row.getString("notes"))
                .setIntegration(row.getString("integration"))
                .setStyle(row.getString("style"))
                .setCustomerId(row.getString("customer_id"))
                .setResellerId(row.getString("reseller_id"))
                .setAllowedIps(texts(row, "allowed_ips"))
                .setServerIds(texts(row, "server_ids"))
                .setPanelUrl(row.getString("panel_url"))
                .setPreviousEndsAt(instant(row, "previous_ends_at"))
                .setKeyHash(ByteBuffer.allocate(0))
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

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
