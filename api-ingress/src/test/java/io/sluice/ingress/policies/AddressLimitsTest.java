package io.sluice.ingress.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Address;
import io.sluice.schemas.LimitWindow;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private static final long START = 1_000_000_000_000L;

    private final AddressLimits limits = new AddressLimits(10, LimitWindow.MINUTE);

    private boolean take(String address, long at) {
        return limits.of(Address.parse(address).orElseThrow(), at).take(1, at);
    }

    @Test
    void countsEachAddressOfIpv4AndEachSixtyFourOfIpv6ForItself() {
        for (int each = 0; each < 10; each++) {
            assertThat(take("192.0.2.1", START)).isTrue();
            assertThat(take("2001:db8::" + each, START)).isTrue();
        }
        assertThat(take("192.0.2.1", START)).isFalse();
        assertThat(take("2001:db8::ffff", START)).isFalse();
        assertThat(take("192.0.2.2", START)).isTrue();
        assertThat(take("2001:db8:0:1::", START)).isTrue();
    }

    // Whatever the instants are, no window of the length holds more than the limit.
    @Test
    void admitsAtMostTheLimitInAnyWindow() {
        var random = new Random(42);
        var admitted = new ArrayList<Long>();
        long now = START;
        for (int each = 0; each < 5_000; each++) {
            now += random.nextInt(3_000);
            if (take("192.0.2.1", now)) admitted.add(now);
        }
        for (int from = 0; from + 10 < admitted.size(); from++) {
            assertThat(admitted.get(from + 10) - admitted.get(from)).isGreaterThanOrEqualTo(60_000);
        }
        assertThat(admitted).hasSizeGreaterThan(1_000);
    }

    @Test
    void takesBackWhatWasRefusedElsewhere() {
        var count = limits.of(Address.parse("192.0.2.1").orElseThrow(), START);
        for (int each = 0; each < 100; each++) {
            assertThat(count.take(1, START)).isTrue();
            count.giveBack(1, START);
        }
        assertThat(count.used(START)).isZero();
    }

    @Test
    void saysWhenTheOldestRequestLeavesTheWindow() {
        var count = limits.of(Address.parse("192.0.2.1").orElseThrow(), START);
        assertThat(count.freeAgainAt(START)).isEqualTo(START);
        count.take(1, START);
        long free = count.freeAgainAt(START);
        assertThat(free).isBetween(START + 60_000, START + 61_000);
        assertThat(count.used(free - 1)).isEqualTo(1);
        assertThat(count.used(free)).isZero();
    }

    // Whoever comes from very many addresses shares counts, and others keep theirs.
    @Test
    void keepsAsManyAddressesAsThereIsRoomFor() {
        var known = Address.parse("192.0.2.1").orElseThrow();
        limits.of(known, START).take(1, START);
        for (long each = 0; each < 2L * AddressLimits.ADDRESSES_MAX; each++) {
            limits.of(new Address(each << 20, 0), START).take(1, START);
        }
        assertThat(limits.of(known, START).used(START)).isEqualTo(1);
        var newcomer = new Address(7, 0);
        assertThat(limits.of(newcomer, START).take(1, START)).isFalse();
        long later = START + 120_000;
        assertThat(limits.of(newcomer, later).take(1, later)).isTrue();
    }
}
