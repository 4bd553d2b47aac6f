package io.sluice.ingress.addresses;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits. An IPv4 address and the IPv6 address that it is mapped to ({@code ::ffff:…})
 * are one and the same, because which of them a socket shows depends on how it was opened.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Address(long high, long low) {
    /** The longest IPv6 address, with its last 32 bits as an IPv4 address. */
    static final int LENGTH_MAX = 45;

    /** Bits before those of an IPv4 address. */
    static final int IPV4_AT = 96;

    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int GROUPS = 8;
    private static final int GROUP_DIGITS_MAX = 4;

    /**
     * Reads an address as it is written, never a name: nothing is looked up. Empty for what is not one, for zones
     * ({@code %eth0}), which mean something to one machine alone, and for what some programs read as octal
     * ({@code 010.0.0.1}).
     */
    public static Optional<Address> parse(String text) {
        if (text.length() > LENGTH_MAX) return Optional.empty();
        int colon = text.lastIndexOf(':');
        if (colon < 0) return isDotted(text) ? Optional.of(of(Inet4Address.ofLiteral(text))) : Optional.empty();
        var tail = text.substring(colon + 1);
        if (tail.indexOf('.') >= 0 && !isDotted(tail)) return Optional.empty();
        return isOfGroups(text) ? parseV6(text) : Optional.empty();
    }

    private static Optional<Address> parseV6(String text) {
        try {
            return Optional.of(of(Inet6Address.ofLiteral(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Four numbers of 0 to 255 without leading zeros; the JDK would read fewer of them, too. */
    private static boolean isDotted(String text) {
        int parts = 1;
        int digits = 0;
        int value = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '.') {
                if (digits == 0 || ++parts > Integer.BYTES) return false;
                digits = 0;
                value = 0;
                continue;
            }
            if (next < '0' || next > '9' || (digits > 0 && value == 0)) return false;
            digits++;
            value = value * 10 + (next - '0');
            if (value > 255) return false;
        }
        return parts == Integer.BYTES && digits > 0;
    }

    /** Only what IPv6 addresses are made of, at most four digits together; how many groups there are the JDK knows. */
    private static boolean isOfGroups(String text) {
        int digits = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == ':' || next == '.') digits = 0;
            else if (!HexFormat.isHexDigit(next) || ++digits > GROUP_DIGITS_MAX) return false;
        }
        return true;
    }

    private static Address of(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == Integer.BYTES
                ? new Address(0, MAPPED | Integer.toUnsignedLong(bytes.getInt()))
                : new Address(bytes.getLong(), bytes.getLong());
    }

    /** Whether it is one of IPv4, however it was written. */
    boolean isV4() {
        return high == 0 && low >>> Integer.SIZE == MAPPED >>> Integer.SIZE;
    }

    /** Whom it counts with: an address of IPv4 by itself, and with IPv6, where each customer has one, the whole /64. */
    public Address network() {
        return isV4() ? this : new Address(high, 0);
    }

    /** Whether it is of this machine, so that no other one can have sent from it. */
    public boolean isLoopback() {
        return isV4() ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
    }

    /** As RFC 5952 has it written: the one form of each address. */
    public String text() {
        if (isV4())
            return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        int from = zerosFrom();
        int to = from + zerosAt(from);
        var text = new StringBuilder(LENGTH_MAX);
        for (int group = 0; group < GROUPS; group++) {
            if (group == from && to > from + 1) {
                text.append("::");
                group = to - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
            text.append(Integer.toHexString(group(group)));
        }
        return text.toString();
    }

    /** Where the longest run of groups that are zero begins, the first of several. */
    private int zerosFrom() {
        int longest = 0;
        for (int group = 1; group < GROUPS; group++) if (zerosAt(group) > zerosAt(longest)) longest = group;
        return longest;
    }

    private int zerosAt(int from) {
        int to = from;
        while (to < GROUPS && group(to) == 0) to++;
        return to - from;
    }

    private int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        int behind = GROUPS / 2 - 1 - index % (GROUPS / 2);
        return (int) (half >>> (behind * Short.SIZE)) & 0xffff;
    }

    @Override
    public String toString() {
        return text();
    }
}
