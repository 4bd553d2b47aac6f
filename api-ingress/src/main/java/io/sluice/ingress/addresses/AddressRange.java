package io.sluice.ingress.addresses;

/**
 * The addresses that begin with the same bits; a single address is a range of one. IPv4 and IPv6 are kept apart:
 * {@code ::/0} is every address of IPv6 and none of IPv4.
 *
 * @param first the lowest of them
 * @param prefix how many of its 128 bits all of them share
 */
public record AddressRange(Address first, int prefix) {
    private static final int BITS = 128;
    private static final int TEXT_LENGTH_MAX = Address.LENGTH_MAX + "/128".length();

    /** What a text says. */
    public sealed interface Read {}

    /** It is one address or a range of them. */
    public record Range(AddressRange range) implements Read {}

    /**
     * It is neither.
     *
     * @param why what is wrong and what to write instead, to follow the text: {@code is …}, {@code has …}
     */
    public record Wrong(String why) implements Read {}

    /**
     * Reads one address, or a range as CIDR ({@code 10.0.0.0/8}). An address inside the range instead of its first one
     * ({@code 10.1.2.3/8}) is refused, because who wrote it may have meant that address alone.
     */
    public static Read read(String text) {
        if (text.length() > TEXT_LENGTH_MAX) return new Wrong("is longer than an address can be");
        int slash = text.indexOf('/');
        var address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return new Wrong("is not an address; write one of IPv4 or IPv6, 192.0.2.1 or 2001:db8::1 for instance, or"
                    + " a range of them as 192.0.2.0/24");
        }
        if (slash < 0) return new Range(new AddressRange(address.get(), BITS));
        // A mapped address in the form of IPv6 has a prefix of that form, too.
        int before = text.indexOf(':') < 0 ? Address.IPV4_AT : 0;
        int bits = bits(text.substring(slash + 1));
        if (bits >= 0 && bits <= BITS - before) return within(address.get(), before + bits);
        return new Wrong("has no prefix behind its slash; write a number of 0 to " + (BITS - before) + ", as in "
                + address.get().text() + "/" + (BITS - before));
    }

    private static Read within(Address address, int prefix) {
        var first = mask(address, prefix);
        var range = new AddressRange(first, prefix);
        if (first.equals(address)) return new Range(range);
        return new Wrong("has bits beyond its prefix; write " + range.text() + " for the whole range, or "
                + address.text() + " for that address alone");
    }

    /** At most three digits; negative for what is no number. */
    private static int bits(String digits) {
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber && (digits.length() == 1 || digits.charAt(0) != '0') ? Integer.parseInt(digits) : -1;
    }

    boolean isV4() {
        // One that is longer than all of IPv4 begins with other bits.
        return first.isV4();
    }

    boolean contains(Address address) {
        return address.isV4() == isV4() && mask(address, prefix).equals(first);
    }

    /** In its one form: an address alone without a prefix. */
    public String text() {
        if (prefix == BITS) return first.text();
        return first.text() + "/" + (isV4() ? prefix - Address.IPV4_AT : prefix);
    }

    @Override
    public String toString() {
        return text();
    }

    /** The address with nothing but its first bits. */
    static Address mask(Address address, int prefix) {
        return new Address(
                address.high() & ones(Math.min(prefix, Long.SIZE)),
                address.low() & ones(Math.max(prefix - Long.SIZE, 0)));
    }

    private static long ones(int count) {
        return count == 0 ? 0 : -1L << (Long.SIZE - count);
    }
}
