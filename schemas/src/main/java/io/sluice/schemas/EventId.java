package io.sluice.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened. Its bits follow from what happened alone, so that whoever tells it again repeats the same
 * id: they are those of the command behind it, or made of what came to pass, with what, and when it was due.
 */
public record EventId(UUID value) implements ResourceId {
    static final String PREFIX = "evt_";

    /** What no command asked for: 48 bits of milliseconds and 80 of a hash, so it sorts by time as others do. */
    public static EventId of(String type, ResourceId resource, Instant due) {
        var what = type + " " + resource.text() + " " + due.toEpochMilli();
        var hash = ByteBuffer.wrap(sha256(what.getBytes(StandardCharsets.UTF_8)));
        return new EventId(new UUID((due.toEpochMilli() << 16) | (hash.getShort() & 0xffff), hash.getLong()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

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
