package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** From signing in to signing out; its bits are those of the command that opened it. */
public record SessionId(UUID value) implements ResourceId {
    static final String PREFIX = "ses_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<SessionId> parse(String text) {
        return ResourceId.parse(PREFIX, text, SessionId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static SessionId of(String text) {
        return parse(text).orElseThrow(() -> ResourceId.malformed(PREFIX, text));
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}
