package io.sluice.ingress.limits;

/** Whether a request is within its limits. */
sealed interface Decision {
    Decision ADMITTED = new Admitted();

    /** It is, and is counted. */
    record Admitted() implements Decision {}

    /** It is not known yet, or Kafka is to know it first; after {@link Limiter#PATIENCE} {@link Limiter#giveUp} it. */
    record Waits(Ticket ticket) implements Decision {}

    /** It is not, and costs nothing. */
    record Refused(Excess excess) implements Decision {}
}
