package io.sluice.ingress.addresses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The addresses of some ranges, packed: 8 bytes for a range of IPv4 and 24 for one of IPv6, and as many steps to find
 * one as their number has bits.
 */
public final class AddressSet {
    public static final AddressSet NONE = new AddressSet(List.of(), List.of());

    private static final Comparator<AddressRange> BY_FIRST = Comparator.<AddressRange>comparingLong(
                    range -> range.first().high() ^ Long.MIN_VALUE)
            .thenComparingLong(range -> range.first().low() ^ Long.MIN_VALUE)
            .thenComparingInt(AddressRange::prefix);

    private static final int LONGS_OF_V6 = 3;

    /** The first address above the last one, ascending and disjoint. */
    private final long[] four;

    /** The halves of the first address and the prefix, ascending and disjoint. */
    private final long[] six;

    private AddressSet(List<AddressRange> four, List<AddressRange> six) {
        this.four = four.stream().mapToLong(AddressSet::packed).toArray();
        this.six = six.stream()
                .flatMapToLong(range -> Arrays.stream(
                        new long[] {range.first().high(), range.first().low(), range.prefix()}))
                .toArray();
    }

    static AddressSet of(Collection<AddressRange> ranges) {
        var four = new ArrayList<AddressRange>();
        var six = new ArrayList<AddressRange>();
        for (var range : ranges.stream().sorted(BY_FIRST).toList()) {
            var family = range.isV4() ? four : six;
            // Ranges lie apart or one within the other, and one that begins no later and is larger came before.
            if (family.isEmpty() || !family.getLast().contains(range.first())) family.add(range);
        }
        return new AddressSet(four, six);
    }

    /**
     * Of ranges in writing that was checked before. What cannot be read all the same holds no address: of a list that
     * lets in, nothing may be let in by mistake.
     */
    public static AddressSet ofTexts(Collection<String> texts) {
        var ranges = new ArrayList<AddressRange>(texts.size());
        for (var text : texts) {
            if (AddressRange.read(text) instanceof AddressRange.Range(var range)) ranges.add(range);
        }
        return of(ranges);
    }

    public boolean isEmpty() {
        return four.length == 0 && six.length == 0;
    }

    public boolean contains(Address address) {
        return address.isV4() ? holdsV4(address.low() & 0xffff_ffffL) : holdsV6(address);
    }

    private boolean holdsV4(long address) {
        int low = 0;
        int high = four.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (four[middle] >>> Integer.SIZE <= address) low = middle + 1;
            else high = middle;
        }
        return low > 0 && address <= (four[low - 1] & 0xffff_ffffL);
    }

    private boolean holdsV6(Address address) {
        int low = 0;
        int high = six.length / LONGS_OF_V6;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isNotAfter(middle, address)) low = middle + 1;
            else high = middle;
        }
        return low > 0 && range(low - 1).contains(address);
    }

    private boolean isNotAfter(int index, Address address) {
        int compared = Long.compareUnsigned(six[index * LONGS_OF_V6], address.high());
        return compared != 0 ? compared < 0 : Long.compareUnsigned(six[index * LONGS_OF_V6 + 1], address.low()) <= 0;
    }

    private AddressRange range(int index) {
        int at = index * LONGS_OF_V6;
        return new AddressRange(new Address(six[at], six[at + 1]), (int) six[at + 2]);
    }

    private static long packed(AddressRange range) {
        long first = range.first().low() & 0xffff_ffffL;
        long last = first | (0xffff_ffffL >>> (range.prefix() - Address.IPV4_AT));
        return first << Integer.SIZE | last;
    }
}
