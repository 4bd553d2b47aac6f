package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** A person who signs in; its bits are those of the command that made it. */
public record PersonId(UUID value) implements PrincipalId {
    static final String PREFIX = "usr_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<PersonId> parse(String text) {
        return ResourceId.parse(PREFIX, text, PersonId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static PersonId of(String text) {
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
