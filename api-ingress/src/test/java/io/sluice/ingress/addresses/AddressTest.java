package io.sluice.ingress.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:1:2:3:4:5::, 2001:db8:1:2:3:4:5:0",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        "::192.0.2.1, ::c000:201"
    })
    void isReadAndHasOneForm(String text, String canonical) {
        assertThat(Address.parse(text).map(Address::text)).contains(canonical);
        assertThat(Address.parse(canonical)).isEqualTo(Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "1",
                "127.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "256.0.0.1",
                "1.2.3.4294967296",
                "010.0.0.1",
                "00.0.0.0",
                "0x7f.0.0.1",
                "1.2.3.4 ",
                "+1.2.3.4",
                "١.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "00001::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "fe80::1%1",
                "[::1]",
                "::1]",
                "::ffff:010.0.0.1",
                "::ffff:1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "::1/128",
                "1.2.3.4/32",
                "1.2.3.4:80"
            })
    void isNothingElse(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void isNotLookedForInWhatIsLong() {
        assertThat(Address.parse("1".repeat(100_000))).isEmpty();
        assertThat(Address.parse("0000:0000:0000:0000:0000:ffff:255.255.255.255"))
                .map(Address::text)
                .contains("255.255.255.255");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.255.0.9, true", "::1, true", "128.0.0.1, false", "::2, false", "::, false"})
    void knowsItsOwnMachine(String text, boolean loopback) {
        assertThat(Address.parse(text).map(Address::isLoopback)).contains(loopback);
    }
}
