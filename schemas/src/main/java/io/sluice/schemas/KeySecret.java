package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The secret of an API key: the prefix of its style, 27 random characters (160 bits) and a checksum of 5, all base 62.
 * The checksum tells a typing error from an unknown key without a look at any store. It is shown once and then lives
 * on only as {@link #hash()}.
 */
public final class KeySecret {
    /** Prefixes by style and environment; no prefix is the beginning of another. */
    public static final List<String> PREFIXES = List.of("sk_live_", "sk_test_", "pak_", "xpanel_", "vps_");

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 27;
    private static final int CHECKSUM_LENGTH = 5;
    private static final int MASK_HEAD = 8;
    private static final int MASK_TAIL = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix;
    private final String text;

    private KeySecret(String prefix, String text) {
        this.prefix = prefix;
        this.text = text;
    }

    /** Makes a new one, of a prefix out of {@link #PREFIXES}. */
    public static KeySecret generate(String prefix) {
        var text = new StringBuilder(prefix);
        for (int i = 0; i < RANDOM_LENGTH; i++) text.append(ALPHABET.charAt(RANDOM.nextInt(62)));
        return new KeySecret(prefix, text.append(checksum(text)).toString());
    }

    /** Reads one; empty when prefix, length, letters or checksum are wrong. */
    public static Optional<KeySecret> parse(String text) {
        var prefix = PREFIXES.stream().filter(text::startsWith).findFirst();
        if (prefix.isEmpty()) return Optional.empty();
        int checksumAt = prefix.get().length() + RANDOM_LENGTH;
        if (text.length() != checksumAt + CHECKSUM_LENGTH) return Optional.empty();
        if (!text.substring(checksumAt).equals(checksum(text.substring(0, checksumAt)))) return Optional.empty();
        return Optional.of(new KeySecret(prefix.get(), text));
    }

    /** SHA-256; enough for 160 random bits, which no dictionary holds. */
    public byte[] hash() {
        return hash(text);
    }

    /** SHA-256 of a text that is presented as a secret, whatever its form. */
    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public String prefix() {
        return prefix;
    }

    /** The first 8 and the last 4 characters, for lists. */
    public String masked() {
        return masked(text);
    }

    /** Of a secret that an operator chose, which need not be of our form. */
    public static String masked(String text) {
        return text.substring(0, MASK_HEAD) + "…" + text.substring(text.length() - MASK_TAIL);
    }

    /** The secret itself, for the one answer that shows it. */
    public String reveal() {
        return text;
    }

    /** Never the secret: a log line that prints one prints this. */
    @Override
    public String toString() {
        return masked();
    }

    private static String checksum(CharSequence body) {
        var crc = new CRC32();
        crc.update(body.toString().getBytes(US_ASCII));
        long rest = crc.getValue();
        var text = new char[CHECKSUM_LENGTH];
        for (int at = CHECKSUM_LENGTH - 1; at >= 0; at--, rest /= 62) text[at] = ALPHABET.charAt((int) (rest % 62));
        return new String(text);
    }
}
