package io.sluice.ingress.keys;

import io.sluice.ingress.admission.OtherTenants;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.ListQuery;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How keys are listed; each sort has an index in the worker's schema. */
final class KeyListing {
    private static final List<String> STATUSES = List.of("active", "inactive", "expired", "revoked", "deleted");

    /** Never null; CASE and not coalesce, as the index has it. */
    private static final String EXPIRY = "(CASE WHEN expires_at IS NULL THEN 'infinity' ELSE expires_at END)";

    private static final String NAME = "name";
    private static final String NUMBER = "number";

    private static final String ROLE = "role_id";

    /** Found in a table of its own, beside what else a list goes along. */
    static final String SCOPE = "scope";

    /** Each has an index of its own, so a list is narrowed by one of them. */
    private static final List<String> BELONGING = List.of("integration", "customer_id", "reseller_id", ROLE, SCOPE);

    private static final Listing<ApiKey> LISTING = new Listing<>(
            List.of(
                    new Sort<>(NUMBER, NUMBER, Sort.Type.NUMBER, key -> Long.toString(key.getNumber())),
                    new Sort<>(
                            "created_at",
                            "created_at",
                            Sort.Type.TIME,
                            key -> key.getCreatedAt().toString()),
                    new Sort<>("expires_at", EXPIRY, Sort.Type.TIME, KeyListing::expiry),
                    new Sort<>(NAME, NAME, Sort.Type.TEXT, ApiKey::getName)),
            List.of(
                    Filter.word("status", STATUSES).with(NUMBER, "created_at", "expires_at"),
                    Filter.word("environment", List.of("live", "test")).with(NUMBER, "created_at", "expires_at"),
                    Filter.word("style", KeyStyle.TEXTS).with(NUMBER, "created_at", "expires_at"),
                    Filter.time("created_after", "created_at", ">").with("created_at"),
                    Filter.time("created_before", "created_at", "<").with("created_at"),
                    Filter.time("expires_after", EXPIRY + " < 'infinity' AND " + EXPIRY, ">")
                            .with("expires_at"),
                    Filter.time("expires_before", EXPIRY, "<").with("expires_at"),
                    Filter.text("integration", text(100), "a text of 1 to 100 characters")
                            .with(NUMBER),
                    Filter.text("customer_id", KeyFields.ID, KeyFields.ID_EXPECTED)
                            .with(NUMBER),
                    Filter.text("reseller_id", KeyFields.ID, KeyFields.ID_EXPECTED)
                            .with(NUMBER),
                    new Filter(
                                    ROLE,
                                    "role_id = :role_id::uuid",
                                    text -> RoleId.parse(text)
                                            .map(id -> id.value().toString()),
                                    "the id of a role, rol_…",
                                    List.of())
                            .with(NUMBER),
                    new Filter(
                                    SCOPE,
                                    "scope = held.scope",
                                    text -> Optional.of(text).filter(Scopes::wellFormed),
                                    "resource:action, for instance accounts:write or *:read",
                                    List.of())
                            .with(NUMBER),
                    Filter.text(NAME, text(KeyFields.NAME_MAX), "a text of 1 to 128 characters")
                            .with(NAME),
                    Filter.prefix(NAME, KeyFields.NAME_MAX).with(NAME)),
            key -> KeyId.of(key.getId()).value());

    private KeyListing() {}

    /**
     * Reads the query string.
     *
     * @throws RefusedException naming what is wrong with it
     */
    static ListQuery<ApiKey> read(HttpServletRequest request) {
        var query = LISTING.read(request, OtherTenants.PARAMETER);
        var belonging = BELONGING.stream().filter(query.values()::containsKey).toList();
        if (belonging.size() <= 1) return query;
        throw new RefusedException(Problem.of(
                ProblemCode.MALFORMED_REQUEST,
                String.join(" and ", belonging) + " do not go together; leave all but one of them out."));
    }

    /** Whether the list goes along an index that begins with status, environment and style. */
    static boolean goesByKinds(ListQuery<ApiKey> query) {
        return !query.sort().parameter().equals(NAME);
    }

    /** The scopes of which a key must hold one; none where that does not matter. */
    static List<String> scopes(ListQuery<ApiKey> query) {
        var scope = query.values().get(SCOPE);
        return scope == null ? List.of() : Scopes.covering(scope);
    }

    /** Whether deleted keys are asked for. */
    static boolean showsDeleted(ListQuery<ApiKey> query) {
        return query.values().containsKey("status");
    }

    private static Pattern text(int max) {
        return Pattern.compile("[^\0]{1," + max + "}");
    }

    private static String expiry(ApiKey key) {
        return key.getExpiresAt() == null ? Sort.INFINITY : key.getExpiresAt().toString();
    }
}
