package io.sluice.schemas;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A command. Callers see it with an authentication code behind it, which the edge adds and checks.
 *
 * <p>Without an Idempotency-Key the 128 bits are 48 of milliseconds (whose first bit stays 0 until the year 6429) and
 * 80 random ones. With one they are a 1, then 79 bits from the key, then 48 from route and body.
 */
public record CommandId(UUID value) implements ResourceId {
    static final String PREFIX = "cmd_";

    private static final long FROM_KEY = 1L << 63;
    private static final long LOW_48 = (1L << 48) - 1;

    /** An id that sorts by time. */
    public static CommandId at(Instant instant, int random16, long random64) {
        return new CommandId(new UUID((instant.toEpochMilli() << 16) | (random16 & 0xffff), random64));
    }

    /** The id of a request under an idempotency key: 79 bits of the key's hash, 48 of the request's. */
    public static CommandId under(long keyHash64, long keyHash16, long requestHash48) {
        return new CommandId(new UUID(keyHash64 | FROM_KEY, (keyHash16 & ~LOW_48) | (requestHash48 & LOW_48)));
    }

    /**
     * What the worker claims: one claim for all requests under one idempotency key, because their ids differ only in
     * the bits that this sets to 0; else the id itself.
     */
    public UUID claim() {
        return fromKey() ? new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() & ~LOW_48) : value;
    }

    /** When the command was made; empty under an idempotency key, which does not tell. */
    public Optional<Instant> madeAt() {
        return fromKey() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16));
    }

    private boolean fromKey() {
        return value.getMostSignificantBits() < 0;
    }

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<CommandId> parse(String text) {
        return ResourceId.parse(PREFIX, text, CommandId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static CommandId of(String text) {
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
