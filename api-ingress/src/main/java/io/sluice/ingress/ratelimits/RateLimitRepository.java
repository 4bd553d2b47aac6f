package io.sluice.ingress.ratelimits;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.database.TenantReads;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.RateLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Repository;

/** Rate limits as they stand in the worker's table. */
@Repository
final class RateLimitRepository {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private static final String SELECT = """
            SELECT id, number, tenant_id, environment, applies_to, key_id, route, max_requests, window_size, is_active,
                   shadow, description, by_platform, created_at, updated_at, version
              FROM core.rate_limit
            """;

    private final TenantReads reads;

    RateLimitRepository(TenantReads reads) {
        this.reads = reads;
    }

    /** By its id or its number. */
    Optional<RateLimit> at(Caller caller, String address) {
        if (NUMBER.matcher(address).matches()) {
            return one(caller, "number = :value", Long.parseLong(address));
        }
        return RateLimitId.parse(address).flatMap(id -> one(caller, "id = :value", id.value()));
    }

    /** The id of what is addressed by id or number; of a number that stands for nothing, empty. */
    Optional<RateLimitId> id(Caller caller, String address) {
        return RateLimitId.parse(address).or(() -> at(caller, address).map(limit -> RateLimitId.of(limit.getId())));
    }

    private Optional<RateLimit> one(Caller caller, String condition, Object value) {
        return reads.as(
                caller,
                jdbc -> jdbc.sql(SELECT + "WHERE tenant_id = :tenant AND environment = :environment AND " + condition)
                        .param("tenant", caller.tenant().value())
                        .param("environment", caller.environment().text())
                        .param("value", value)
                        .query((row, at) -> limit(row))
                        .optional());
    }

    /** One more than the page shows, if there is one: a page of each kind, brought together before it is read. */
    List<RateLimit> list(Caller caller, ListQuery<RateLimit> query) {
        var pairs = RateLimitListing.PAIRS;
        return reads.as(
                caller,
                jdbc -> query.bind(jdbc.sql(pairs.with() + SELECT
                                        + "WHERE id = ANY (ARRAY(SELECT listed.id FROM pair CROSS JOIN LATERAL ("
                                        + pairs.from("id, number, created_at") + query.sql() + ") AS listed"
                                        + query.order() + "))" + query.order())
                                .param("tenant", caller.tenant().value())
                                .param("environment", caller.environment().text()))
                        .query((row, at) -> limit(row))
                        .list());
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
