package io.sluice.ingress.admission;

/** How far a caller sees among those who belong to a tenant. */
public enum Reach {
    /** All tenants, which it makes and keeps. */
    PLATFORM,
    /** Everybody in its tenant. */
    TENANT,
    /** Itself, and the customers below it. */
    BELOW,
    ITSELF
}
