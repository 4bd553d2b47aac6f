package io.sluice.ingress.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody needs to know of an account to connect as it, besides where its servers are.
 *
 * @param node that serves it; null is any
 * @param port of its own; null when it shares one
 */
public record Connection(
        String protocol, @Nullable String node, @Nullable Integer port, String username, String password) {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final int NAMESPACE_LENGTH = 16;

    /**
     * The id that vless and vmess know a user by: the password if it is one, else the one of version 5 that it has in
     * the namespace of all zeros. Xray makes the same of a text of up to 30 bytes.
     */
    UUID uuid() {
        if (UUID_FORM.matcher(password).matches()) return UUID.fromString(password);
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(new byte[NAMESPACE_LENGTH]);
            var digest = ByteBuffer.wrap(sha1.digest(password.getBytes(UTF_8)));
            return new UUID(
                    (digest.getLong() & ~0xF000L) | 0x5000L,
                    (digest.getLong() & Long.MAX_VALUE >>> 1) | Long.MIN_VALUE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "Connection[" + protocol + " " + username + "]";
    }
}
