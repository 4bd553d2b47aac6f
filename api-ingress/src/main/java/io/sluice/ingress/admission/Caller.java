package io.sluice.ingress.admission;

import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PrincipalId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * Who asks, once admitted.
 *
 * @param principal the API key or the person
 * @param scopes what it may do
 */
public record Caller(PrincipalId principal, TenantId tenant, Environment environment, Scopes scopes) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /** The caller of this request; empty when it was refused or its route admits everybody. */
    public static Optional<Caller> of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    /** Why it may not do what needs this scope; empty when it may. */
    public Optional<Problem> lacks(String scope) {
        if (scopes.cover(scope)) return Optional.empty();
        return Optional.of(Problem.of(
                ProblemCode.PERMISSION_DENIED,
                "This needs the scope `" + scope + "`; the key holds " + scopes.held() + ". Use a key that has it."));
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
