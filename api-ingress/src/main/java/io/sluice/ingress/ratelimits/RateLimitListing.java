package io.sluice.ingress.ratelimits;

import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Pairs;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.ingress.ratelimits.RoutePatterns.Read;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.avro.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How rate limits are listed; each sort has an index in the worker's schema. */
@Component
final class RateLimitListing {
    static final Pairs PAIRS = new Pairs("core.rate_limit", "applies_to", "is_active");

    private static final String NUMBER = "number";

    private final Listing<RateLimit> listing;

    RateLimitListing(RoutePatterns routes) {
        this.listing = new Listing<>(
                List.of(
                        new Sort<>(NUMBER, NUMBER, Sort.Type.NUMBER, limit -> Long.toString(limit.getNumber())),
                        new Sort<>(
                                "created_at",
                                "created_at",
                                Sort.Type.TIME,
                                limit -> limit.getCreatedAt().toString())),
                List.of(
                        Filter.word("applies_to", RateLimitRequest.APPLIES_TO),
                        new Filter(
                                "key_id",
                                "key_id = :key_id::uuid",
                                text -> KeyId.parse(text).map(id -> id.value().toString()),
                                "the id of a key, key_…",
                                List.of()),
                        new Filter(
                                        "route",
                                        "route = :route",
                                        text -> routes.read(text) instanceof Read(var pattern)
                                                ? Optional.of(pattern)
                                                : Optional.empty(),
                                        RoutePatterns.EXPECTED,
                                        List.of())
                                .with(NUMBER),
                        new Filter(
                                "is_active",
                                "is_active = :is_active::boolean",
                                text -> Optional.of(text).filter(Set.of("true", "false")::contains),
                                "true or false",
                                List.of())),
                limit -> RateLimitId.of(limit.getId()).value());
    }

    /**
     * Reads the query string.
     *
     * @throws RefusedException naming what is wrong with it
     */
    ListQuery<RateLimit> read(HttpServletRequest request) {
        return listing.read(request);
    }
}
