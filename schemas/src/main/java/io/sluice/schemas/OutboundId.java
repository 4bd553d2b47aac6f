package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** A way out of a node; its bits are those of the command that made it. */
public record OutboundId(UUID value) implements ResourceId {
    static final String PREFIX = "out_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<OutboundId> parse(String text) {
        return ResourceId.parse(PREFIX, text, OutboundId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static OutboundId of(String text) {
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
