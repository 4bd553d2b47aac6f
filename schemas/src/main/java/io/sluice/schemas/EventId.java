package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** Something that happened; its bits are those of the command behind it, so a redelivery repeats the same id. */
public record EventId(UUID value) implements ResourceId {
    static final String PREFIX = "evt_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<EventId> parse(String text) {
        return ResourceId.parse(PREFIX, text, EventId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static EventId of(String text) {
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
