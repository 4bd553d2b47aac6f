package io.sluice.ingress.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1/32, 192.0.2.1",
        "192.0.2.0/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "::ffff:192.0.2.0/120, 192.0.2.0/24",
        "::ffff:0:0/96, 0.0.0.0/0",
        "::/0, ::/0",
        "2001:DB8:0::/48, 2001:db8::/48",
        "2001:db8::1/128, 2001:db8::1",
        "8000::/1, 8000::/1",
        "2001:db8:0:1::/64, 2001:db8:0:1::/64",
        "2001:db8:0:1:8000::/65, 2001:db8:0:1:8000::/65"
    })
    void isReadAndHasOneForm(String text, String canonical) {
        assertThat(AddressRange.read(text))
                .isInstanceOfSatisfying(
                        AddressRange.Range.class,
                        read -> assertThat(read.range().text()).isEqualTo(canonical));
        assertThat(AddressRange.read(canonical)).isEqualTo(AddressRange.read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3/8       | has bits beyond its prefix; write 10.0.0.0/8 for the whole range, or 10.1.2.3 for that address alone
            2001:db8::1/64   | has bits beyond its prefix; write 2001:db8::/64 for the whole range, or 2001:db8::1 for that address alone
            10.0.0.0/33      | has no prefix behind its slash; write a number of 0 to 32, as in 10.0.0.0/32
            10.0.0.0/        | has no prefix behind its slash; write a number of 0 to 32, as in 10.0.0.0/32
            10.0.0.0/-1      | has no prefix behind its slash; write a number of 0 to 32, as in 10.0.0.0/32
            10.0.0.0/08      | has no prefix behind its slash; write a number of 0 to 32, as in 10.0.0.0/32
            10.0.0.0/8/8     | has no prefix behind its slash; write a number of 0 to 32, as in 10.0.0.0/32
            2001:db8::/129   | has no prefix behind its slash; write a number of 0 to 128, as in 2001:db8::/128
            """)
    void saysWhatToWriteInstead(String text, String why) {
        assertThat(AddressRange.read(text)).isEqualTo(new AddressRange.Wrong(why));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "''",
                "/8",
                "*",
                "10.0.0.*",
                "10.0.0.1-10.0.0.9",
                "10.0.0.0/255.0.0.0",
                "example.com",
                "fe80::%1/64"
            })
    void refusesWhatIsNoRange(String text) {
        assertThat(AddressRange.read(text)).isInstanceOf(AddressRange.Wrong.class);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.0/24, 192.0.1.255, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "::/80, ::ffff:192.0.2.1, false",
        "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false",
        "2001:db8::1, 2001:db8::2, false"
    })
    void holdsWhatBeginsWithTheSameBits(String range, String address, boolean held) {
        assertThat(AddressRange.read(range))
                .isInstanceOfSatisfying(
                        AddressRange.Range.class,
                        read -> assertThat(read.range()
                                        .contains(Address.parse(address).orElseThrow()))
                                .isEqualTo(held));
    }
}
