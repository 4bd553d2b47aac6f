package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Base32Test {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "00000000-0000-0000-0000-000000000000, 00000000000000000000000000",
        "00000000-0000-0000-0000-000000000001, 00000000000000000000000001",
        "00000000-0000-0001-0000-000000000000, 0000000000000g000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff, 7zzzzzzzzzzzzzzzzzzzzzzzzz",
    })
    void writesKnownValues(UUID bits, String text) {
        assertThat(Base32.encode(bits)).isEqualTo(text);
    }

    @Test
    void readsWhatItWroteAndSortsAsTheBitsDo() {
        var random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            var one = new UUID(random.nextLong(), random.nextLong());
            var other = new UUID(random.nextLong(), random.nextLong());
            assertThat(Base32.decode(Base32.encode(one), 0)).contains(one);
            assertThat(Integer.signum(Base32.encode(one).compareTo(Base32.encode(other))))
                    .isEqualTo(unsigned(one, other));
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({
        "''",
        "0",
        "8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "0000000000000000000000000u",
        "0000000000000000000000000A",
        "000000000000000000000000000",
        "0000000000000000000000000é"
    })
    void refusesWhatItNeverWrites(String text) {
        assertThat(Base32.decode(text, 0)).isEmpty();
    }

    private static int unsigned(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        if (high != 0) return Integer.signum(high);
        return Integer.signum(Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()));
    }
}
