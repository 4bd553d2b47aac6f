package io.sluice.ingress.limits;

/** Whether a request is within its limits. */
sealed interface Decision {
    /** It is, and is counted. */
    record Admitted() implements Decision {}

    /** It is not known yet; after {@link Limiter#PATIENCE} give it up by {@link Limiter#giveUp}. */
    record Waits(Ticket ticket) implements Decision {}

    /**
     * It is not, and costs nothing.
     *
     * @param until when it may succeed at the earliest, in epoch milliseconds
     */
    record Refused(Limit limit, Reason reason, long until) implements Decision {}

    /** Why a request is refused. */
    enum Reason {
        /** The limit is used up, for certain. */
        USED_UP,
        /** This node hears nothing of the others, and its own part of the limit is used up. */
        ALONE,
        /** More requests wait for tokens than may. */
        CROWDED,
        /** No token came within the time that a request may wait. */
        WAITED
    }
}
