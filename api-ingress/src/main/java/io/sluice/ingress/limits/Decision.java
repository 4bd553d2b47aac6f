package io.sluice.ingress.limits;

/** Whether a request is within its limits. */
sealed interface Decision {
    /** It is, and is counted. */
    record Admitted() implements Decision {}

    /** It is not known yet; after {@link Limiter#PATIENCE} give it up by {@link Limiter#giveUp}. */
    record Waits(Ticket ticket) implements Decision {}

    /** It is not, and costs nothing. */
    record Refused(Excess excess) implements Decision {}
}
