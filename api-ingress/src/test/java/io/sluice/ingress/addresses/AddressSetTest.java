package io.sluice.ingress.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressSetTest {
    private static final long SEED = Long.getLong("seed", 42);

    @Test
    void holdsWhatOneOfItsRangesHolds() {
        var set = AddressSet.ofTexts(
                List.of("10.0.0.0/8", "10.1.0.0/16", "203.0.113.7", "2001:db8::/32", "2001:db8:1::/48", "::1"));
        assertThat(List.of("10.1.2.3", "10.255.255.255", "203.0.113.7", "2001:db8:ffff::1", "::1", "::ffff:10.0.0.1"))
                .allMatch(text -> holds(set, text));
        assertThat(List.of("9.255.255.255", "11.0.0.0", "203.0.113.8", "2001:db9::", "::", "::2", "127.0.0.1"))
                .noneMatch(text -> holds(set, text));
    }

    @Test
    void ofNothingHoldsNothing() {
        assertThat(AddressSet.NONE.isEmpty()).isTrue();
        assertThat(holds(AddressSet.NONE, "0.0.0.0")).isFalse();
        assertThat(holds(AddressSet.NONE, "::")).isFalse();
    }

    // A list that lets in must not let everybody in because nobody can read it.
    @Test
    void ofWhatCannotBeReadHoldsNothing() {
        var set = AddressSet.ofTexts(List.of("anywhere"));
        assertThat(holds(set, "192.0.2.1")).isFalse();
    }

    // Small numbers, so that ranges lie next to and within each other; the reference asks each of them.
    @Test
    void agreesWithEachRangeAskedByItself() {
        var random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            var ranges = new ArrayList<AddressRange>();
            for (int count = random.nextInt(12); count > 0; count--) ranges.add(range(random));
            var set = AddressSet.of(ranges);
            for (int asked = 0; asked < 20; asked++) {
                var address = address(random);
                assertThat(set.contains(address))
                        .as("%s in %s, seed %d", address, ranges, SEED)
                        .isEqualTo(ranges.stream().anyMatch(range -> range.contains(address)));
            }
        }
    }

    private static AddressRange range(Random random) {
        var address = address(random);
        int prefix = address.isV4() ? 96 + random.nextInt(33) : random.nextInt(129);
        return new AddressRange(AddressRange.mask(address, prefix), prefix);
    }

    private static Address address(Random random) {
        long bits = (long) random.nextInt(16) << random.nextInt(29);
        if (random.nextBoolean()) return new Address(0, 0xffff_0000_0000L | (bits & 0xffff_ffffL));
        return new Address(random.nextBoolean() ? bits << 32 : 0, random.nextBoolean() ? bits << 32 : bits);
    }

    private static boolean holds(AddressSet set, String text) {
        return set.contains(Address.parse(text).orElseThrow());
    }
}
