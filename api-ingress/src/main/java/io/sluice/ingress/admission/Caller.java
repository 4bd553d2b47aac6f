package io.sluice.ingress.admission;

import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.PrincipalId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * Who asks, once admitted.
 *
 * @param principal the API key or the person
 * @param home the tenant that it belongs to
 * @param tenant the one that it works in: its own, unless it is of the platform's tenant and asked for another
 * @param scopes what it may do
 * @param reach how far it sees among people and tenants
 */
public record Caller(
        PrincipalId principal, TenantId home, TenantId tenant, Environment environment, Scopes scopes, Reach reach) {
    /** What a caller of the platform's tenant must hold to work in another. */
    static final String WORK_IN_OTHERS = "tenants:write";

    private static final String ATTRIBUTE = Caller.class.getName();

    /** The holder of a key, in its own tenant. */
    public Caller(KeyId key, TenantId tenant, Environment environment, Scopes scopes) {
        this(
                key,
                tenant,
                tenant,
                environment,
                scopes,
                tenant.equals(TenantId.PLATFORM) ? Reach.PLATFORM : Reach.TENANT);
    }

    /** The caller of this request; empty when it was refused or its route admits everybody. */
    public static Optional<Caller> of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    /** Why it may not do what needs this scope; empty when it may. */
    public Optional<Problem> lacks(String scope) {
        if (scopes.cover(scope)) return Optional.empty();
        return Optional.of(Problem.of(
                ProblemCode.PERMISSION_DENIED,
                "This needs the scope `" + scope + "`; the caller holds " + scopes.held()
                        + ". Use a key that has it."));
    }

    /** Why it may not change what belongs to no environment and so to live data too; empty when it may. */
    public Optional<Problem> lacksLive() {
        if (environment == Environment.LIVE) return Optional.empty();
        return Optional.of(Problem.of(
                ProblemCode.PERMISSION_DENIED,
                "This works for live data too, and you come with a test key or token. Use a live one."));
    }

    /**
     * Why it may not give this scope to a key or a role, to follow the scope; empty when it may. One of them opens
     * every tenant to keys of the platform's own, whoever has made them; nobody gives that who sees one tenant alone.
     */
    public Optional<String> withholds(String scope) {
        if (!scopes.cover(scope)) return Optional.of("which you do not hold yourself");
        boolean opensAll = tenant.equals(TenantId.PLATFORM) && new Scopes(List.of(scope)).cover(WORK_IN_OTHERS);
        if (!opensAll || reach == Reach.PLATFORM) return Optional.empty();
        return Optional.of("which opens every tenant by " + WORK_IN_OTHERS
                + ", and you work in your own alone; name each resource, as in accounts:*");
    }

    /** The same, working in this tenant. */
    public Caller in(TenantId other) {
        return new Caller(principal, home, other, environment, scopes, reach);
    }

    /** The same, with these scopes besides its own. */
    Caller with(Scopes more) {
        return new Caller(principal, home, tenant, environment, scopes.and(more), reach);
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
