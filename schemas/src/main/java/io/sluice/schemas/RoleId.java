package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** Permissions under a name; its bits are those of the command that made it, or chance if it came with its tenant. */
public record RoleId(UUID value) implements ResourceId {
    static final String PREFIX = "rol_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<RoleId> parse(String text) {
        return ResourceId.parse(PREFIX, text, RoleId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static RoleId of(String text) {
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
