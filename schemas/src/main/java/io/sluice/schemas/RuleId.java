package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** What nodes do with some of the traffic; its bits are those of the command that made it. */
public record RuleId(UUID value) implements ResourceId {
    static final String PREFIX = "rul_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<RuleId> parse(String text) {
        return ResourceId.parse(PREFIX, text, RuleId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static RuleId of(String text) {
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
