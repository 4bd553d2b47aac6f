package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** An API key, never its secret. */
public record KeyId(UUID value) implements PrincipalId {
    static final String PREFIX = "key_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<KeyId> parse(String text) {
        return ResourceId.parse(PREFIX, text, KeyId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static KeyId of(String text) {
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
