package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** A tenant: the business whose data a record or row is. */
public record TenantId(UUID value) implements ResourceId {
    static final String PREFIX = "ten_";

    /** The one that is there from the start, and makes and keeps all others. */
    public static final TenantId PLATFORM = new TenantId(new UUID(0, 1));

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<TenantId> parse(String text) {
        return ResourceId.parse(PREFIX, text, TenantId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static TenantId of(String text) {
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
