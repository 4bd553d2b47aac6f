package io.sluice.ingress.administration;

import io.sluice.ingress.admission.PersonStore;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.policies.RateLimitStore;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Whether this node goes by what was changed, so that whoever has its answer finds it so here. */
@Component
final class Effects {
    /** It takes milliseconds; after this the answer is given all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final CompletableFuture<Boolean> AT_ONCE = CompletableFuture.completedFuture(true);

    private final TenantStore tenants;
    private final RoleStore roles;
    private final PersonStore people;
    private final RateLimitStore rateLimits;

    Effects(TenantStore tenants, RoleStore roles, PersonStore people, RateLimitStore rateLimits) {
        this.tenants = tenants;
        this.roles = roles;
        this.people = people;
        this.rateLimits = rateLimits;
    }

    /** Completes when it does, and soon in any case. What is deleted leaves nothing to wait for. */
    CompletableFuture<Boolean> of(Receipt receipt) {
        if (!(receipt instanceof Settled(var result)) || result.getType().endsWith(".delete")) return AT_ONCE;
        return of(result);
    }

    private CompletableFuture<Boolean> of(CommandResult result) {
        if (result.getTenant() != null) {
            return tenants.reaches(
                    TenantId.of(result.getResourceId()), result.getTenant().getVersion(), PATIENCE);
        }
        if (result.getRole() != null) {
            return roles.reaches(
                    RoleId.of(result.getResourceId()), result.getRole().getVersion(), PATIENCE);
        }
        if (result.getPerson() != null) {
            return people.reaches(
                    PersonId.of(result.getResourceId()), result.getPerson().getVersion(), PATIENCE);
        }
        if (result.getRateLimit() != null) {
            return rateLimits.reaches(
                    RateLimitId.of(result.getResourceId()),
                    result.getRateLimit().getVersion(),
                    PATIENCE);
        }
        return AT_ONCE;
    }
}
