package io.sluice.ingress.tokens;

/** What a text is that looks like an access token. */
public sealed interface TokenReading {
    /** We have signed it, and it is good. */
    record Good(AccessToken token) implements TokenReading {}

    /** We have signed it, and it is good no longer, or not yet. */
    record Past() implements TokenReading {}

    /** We have not signed it. */
    record Foreign() implements TokenReading {}
}
