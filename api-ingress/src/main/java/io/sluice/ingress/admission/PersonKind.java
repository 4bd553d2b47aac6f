package io.sluice.ingress.admission;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a person is to its tenant: how far it sees, and what it may do without any role. */
public enum PersonKind {
    PLATFORM_ADMIN(Reach.PLATFORM, "*:*"),
    TENANT_ADMIN(Reach.TENANT, "*:*"),
    /** Whoever works for the tenant: all that it may do, its roles say. */
    STAFF(Reach.TENANT),
    RESELLER(Reach.BELOW, "people:read", "people:write", "people:delete"),
    CUSTOMER(Reach.ITSELF, "people:read", "people:write");

    private final Reach reach;

    @SuppressWarnings("ImmutableEnumChecker") // scopes never change, which a list cannot say of itself
    private final Scopes scopes;

    PersonKind(Reach reach, String... scopes) {
        this.reach = reach;
        this.scopes = new Scopes(List.of(scopes));
    }

    /** As it stands in records, rows and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #text()}, which a body or one of our services gave. */
    public static PersonKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static List<String> texts() {
        return Stream.of(values()).map(PersonKind::text).toList();
    }

    public Reach reach() {
        return reach;
    }

    /** What it may do without any role. */
    public Scopes scopes() {
        return scopes;
    }

    /**
     * Whether roles give it more. Nothing but people has an owner yet, so whoever sees only some people would by a role
     * see all there is of anything else.
     */
    public boolean takesRoles() {
        return reach == Reach.PLATFORM || reach == Reach.TENANT;
    }
}
