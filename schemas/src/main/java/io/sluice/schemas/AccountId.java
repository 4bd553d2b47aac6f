package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** A provisioned account; its bits are those of the command that made it, so a replay names the same one. */
public record AccountId(UUID value) implements ResourceId {
    static final String PREFIX = "acc_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<AccountId> parse(String text) {
        return ResourceId.parse(PREFIX, text, AccountId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static AccountId of(String text) {
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
