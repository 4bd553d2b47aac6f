package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** How many requests may be made; its bits are those of the command that made it. */
public record RateLimitId(UUID value) implements ResourceId {
    static final String PREFIX = "lim_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<RateLimitId> parse(String text) {
        return ResourceId.parse(PREFIX, text, RateLimitId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static RateLimitId of(String text) {
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
