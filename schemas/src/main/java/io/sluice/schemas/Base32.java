package io.sluice.schemas;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Crockford's base 32 in lower case: sorts as the bits do, survives a double click, and has no letters that look alike.
 * 128 bits are 26 characters, of which the first holds three bits.
 */
public final class Base32 {
    static final int UUID_LENGTH = 26;

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET[value]] = (byte) value;
    }

    private Base32() {}

    /** Writes the 128 bits as 26 characters. */
    public static String encode(UUID bits) {
        var text = new char[UUID_LENGTH];
        long high = bits.getMostSignificantBits();
        long low = bits.getLeastSignificantBits();
        for (int at = UUID_LENGTH - 1; at >= 0; at--) {
            text[at] = ALPHABET[(int) (low & 31)];
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }

    /** Writes the lowest {@code 5 × length} bits, at most 60. */
    public static String encode(long bits, int length) {
        var text = new char[length];
        for (int at = length - 1; at >= 0; at--, bits >>>= 5) text[at] = ALPHABET[(int) (bits & 31)];
        return new String(text);
    }

    /** Reads 26 characters of {@code text} from {@code from} on; empty when {@link #encode} never writes them. */
    public static Optional<UUID> decode(String text, int from) {
        if (text.length() - from != UUID_LENGTH || text.charAt(from) > '7') return Optional.empty();
        long high = 0;
        long low = 0;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            int value = letter < 128 ? VALUES[letter] : -1;
            if (value < 0) return Optional.empty();
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | value;
        }
        return Optional.of(new UUID(high, low));
    }
}
