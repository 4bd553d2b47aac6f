package io.sluice.ingress.admission;

import io.sluice.ingress.problem.RefusedException;

/** Lets those who work in all tenants look into one that a request names. */
public final class OtherTenants {
    /** By which a list is asked for that of another tenant. */
    public static final String PARAMETER = "tenant";

    private final Gate gate;

    OtherTenants(Gate gate) {
        this.gate = gate;
    }

    /**
     * The caller, working in this tenant.
     *
     * @param asked id or slug
     * @throws RefusedException when there is none, or it is none of the caller's
     */
    public Caller in(String asked, Caller caller) {
        return switch (gate.inTenant(new Gate.Admitted(caller), PARAMETER, asked)) {
            case Gate.Admitted(var there) -> there;
            case Gate.Refused(var problem) -> throw new RefusedException(problem);
        };
    }
}
