package io.sluice.ingress.limits;

/** What comes of asking an {@link Allowance} for tokens. */
enum Answer {
    YES,
    /** All of the limit is used, for certain. */
    GONE,
    /** The part of this node is used, and it hears nothing of the others. */
    ALONE,
    /** There may be some elsewhere. */
    SHORT,
    /** There may be some, but too many wait for them already. */
    CROWDED,
    /** It is kept no longer; look it up again. */
    CLOSED
}
