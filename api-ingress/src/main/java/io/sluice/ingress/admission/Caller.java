package io.sluice.ingress.admission;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** Who asks, once admitted. */
public record Caller(KeyId key, TenantId tenant, Environment environment, Scopes scopes) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /** The caller of this request; empty when it was refused or its route admits everybody. */
    public static Optional<Caller> of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
