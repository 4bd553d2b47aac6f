package io.sluice.ingress.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * Two proxies of ours stand in 10.0.0.0/8 and 2001:db8:f::/48. The caller is 203.0.113.9 or 2001:db8:c::9, and wants to
 * be taken for somebody else, mostly 198.51.100.1. {@code ?} behind an address: that is not the caller's, but the
 * nearest that is known.
 */
class ClientAddressesTest {
    private static final Pattern LINES = Pattern.compile(" / ");
    private final ClientAddresses addresses =
            new ClientAddresses(new ProxySettings(List.of("10.0.0.0/8", "2001:db8:f::/48")));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                                     | peer            | X-Forwarded-For                          | from
            nothing is said                          | 10.0.0.1        | -                                        | 10.0.0.1
            nobody is trusted by saying so           | 203.0.113.9     | 198.51.100.1                             | 203.0.113.9
            nor by naming a proxy of ours            | 203.0.113.9     | 10.0.0.1                                 | 203.0.113.9
            the proxy tells the caller               | 10.0.0.1        | 203.0.113.9                              | 203.0.113.9
            the caller said something before         | 10.0.0.1        | 198.51.100.1, 203.0.113.9                | 203.0.113.9
            the caller named a proxy of ours         | 10.0.0.1        | 10.0.0.2, 203.0.113.9                    | 203.0.113.9
            behind two proxies                       | 10.0.0.1        | 198.51.100.1, 203.0.113.9, 10.0.0.2      | 203.0.113.9
            the caller sent a line of its own        | 10.0.0.1        | 198.51.100.1 / 203.0.113.9               | 203.0.113.9
            and many of them                         | 10.0.0.1        | 198.51.100.1 / 198.51.100.2 / 203.0.113.9, 10.0.0.2 | 203.0.113.9
            the caller sent an empty line            | 10.0.0.1        | ~ / 203.0.113.9                         | 203.0.113.9
            the caller sent rubbish                  | 10.0.0.1        | <script>, %00, 203.0.113.9               | 203.0.113.9
            the caller sent an open quotation mark   | 10.0.0.1        | ", 203.0.113.9                           | 203.0.113.9
            all are ours                             | 10.0.0.1        | 10.0.0.3, 10.0.0.2                       | 10.0.0.3
            of IPv6                                  | 2001:db8:f::1   | 2001:db8:c::9                            | 2001:db8:c::9
            written at length                        | 2001:db8:f:0:0:0:0:1 | 2001:0DB8:000C:0:0:0:0:9            | 2001:db8:c::9
            in brackets                              | 2001:db8:f::1   | [2001:db8:c::9]                          | 2001:db8:c::9
            in brackets with a port                  | 2001:db8:f::1   | [2001:db8:c::9]:4711                     | 2001:db8:c::9
            with a port                              | 10.0.0.1        | 203.0.113.9:4711                         | 203.0.113.9
            mapped to IPv6                           | ::ffff:10.0.0.1 | ::ffff:203.0.113.9                       | 203.0.113.9
            a proxy of ours, mapped to IPv6          | 10.0.0.1        | 198.51.100.1, 203.0.113.9, ::ffff:10.0.0.2 | 203.0.113.9
            the peer of a link                       | fe80::1%eth0    | 198.51.100.1                             | fe80::1
            the proxy does not know                  | 10.0.0.1        | 198.51.100.1, unknown                    | 10.0.0.1 ?
            the second proxy does not know           | 10.0.0.1        | 198.51.100.1, unknown, 10.0.0.2          | 10.0.0.2 ?
            the proxy writes a name                  | 10.0.0.1        | 198.51.100.1, shop.example.com           | 10.0.0.1 ?
            the proxy writes nothing                 | 10.0.0.1        | ~                                       | 10.0.0.1 ?
            the proxy writes a comma too many        | 10.0.0.1        | 198.51.100.1,                            | 10.0.0.1 ?
            a port that is none                      | 10.0.0.1        | 198.51.100.1:http                        | 10.0.0.1 ?
            an address in octal                      | 10.0.0.1        | 0306.063.0144.01                         | 10.0.0.1 ?
            an address as one number                 | 10.0.0.1        | 3325256705                               | 10.0.0.1 ?
            a zone                                   | 10.0.0.1        | fe80::1%eth0                             | 10.0.0.1 ?
            an open bracket                          | 10.0.0.1        | [2001:db8:c::9                           | 10.0.0.1 ?
            IPv4 in brackets                         | 10.0.0.1        | [203.0.113.9]                            | 10.0.0.1 ?
            a quoted address                         | 10.0.0.1        | "203.0.113.9"                            | 10.0.0.1 ?
            """)
    void areReadFromXForwardedFor(String name, String peer, @Nullable String lines, String from) {
        assertThat(from(request(peer, "X-Forwarded-For", lines))).isEqualTo(from);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                                     | peer        | Forwarded                                           | from
            nobody is trusted by saying so           | 203.0.113.9 | for=198.51.100.1                                    | 203.0.113.9
            the proxy tells the caller               | 10.0.0.1    | for=203.0.113.9                                     | 203.0.113.9
            with all there is to tell                | 10.0.0.1    | For="203.0.113.9:4711";proto=https;by=10.0.0.1;host="shop, inc;for=x" | 203.0.113.9
            with blanks                              | 10.0.0.1    | for=198.51.100.1 ,  proto=https; for=203.0.113.9 ;by=10.0.0.1 | 203.0.113.9
            the caller said something before         | 10.0.0.1    | for=198.51.100.1, for=203.0.113.9                   | 203.0.113.9
            behind two proxies                       | 10.0.0.1    | for=198.51.100.1, for=203.0.113.9, for=10.0.0.2     | 203.0.113.9
            the caller sent a line of its own        | 10.0.0.1    | for=198.51.100.1 / for=203.0.113.9                  | 203.0.113.9
            that cannot be read                      | 10.0.0.1    | for="198.51.100.1 / for=203.0.113.9                 | 203.0.113.9
            of IPv6                                  | 10.0.0.1    | for="[2001:DB8:c::9]"                               | 2001:db8:c::9
            of IPv6 with a port                      | 10.0.0.1    | for="[2001:db8:c::9]:4711"                          | 2001:db8:c::9
            of IPv6 with a port that hides           | 10.0.0.1    | for="[2001:db8:c::9]:_4711"                         | 2001:db8:c::9
            the caller left a quotation mark open    | 10.0.0.1    | for="198.51.100.1, for=203.0.113.9                  | 10.0.0.1 ?
            and the proxy's own closes it            | 10.0.0.1    | for=198.51.100.1;host=", for="[2001:db8:c::9]"      | 10.0.0.1 ?
            a backslash before the mark              | 10.0.0.1    | for=198.51.100.1;host="\\", for="[2001:db8:c::9]"   | 10.0.0.1 ?
            unknown                                  | 10.0.0.1    | for=198.51.100.1, for=unknown                       | 10.0.0.1 ?
            hidden                                   | 10.0.0.1    | for=198.51.100.1, for=_caller                       | 10.0.0.1 ?
            hidden with a port                       | 10.0.0.1    | for=198.51.100.1, for="_caller:_1"                  | 10.0.0.1 ?
            two at once                              | 10.0.0.1    | for=203.0.113.9;for=198.51.100.1                    | 10.0.0.1 ?
            not said for whom                        | 10.0.0.1    | for=198.51.100.1, proto=https;by=10.0.0.1           | 10.0.0.1 ?
            without a name                           | 10.0.0.1    | 198.51.100.1                                        | 10.0.0.1 ?
            IPv6 without quotation marks             | 10.0.0.1    | for=[2001:db8:c::9]                                 | 10.0.0.1 ?
            nothing                                  | 10.0.0.1    | ~                                                  | 10.0.0.1 ?
            """)
    void areReadFromForwarded(String name, String peer, String lines, String from) {
        assertThat(from(request(peer, "Forwarded", lines))).isEqualTo(from);
    }

    // A proxy that writes one of the two passes on the other as the caller sent it.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                         | peer        | X-Forwarded-For | Forwarded            | from
            both say the same            | 10.0.0.1    | 203.0.113.9     | for="203.0.113.9:1"  | 203.0.113.9
            the caller made up the one   | 10.0.0.1    | 203.0.113.9     | for=198.51.100.1     | 10.0.0.1 ?
            the caller made up the other | 10.0.0.1    | 198.51.100.1    | for=203.0.113.9      | 10.0.0.1 ?
            nothing that can be read     | 10.0.0.1    | 203.0.113.9     | for=unknown          | 10.0.0.1 ?
            from elsewhere               | 203.0.113.9 | 198.51.100.1    | for=198.51.100.1     | 203.0.113.9
            """)
    void areReadFromBothOnlyWhereBothSayTheSame(String name, String peer, String plain, String standard, String from) {
        var request = request(peer, "X-Forwarded-For", plain);
        request.addHeader("Forwarded", standard);
        assertThat(from(request)).isEqualTo(from);
    }

    @Test
    void areNotLookedForAtTheEndOfAnEndlessWay() {
        var proxies = "10.0.0.2, ".repeat(Forwarding.HOPS_MAX - 1) + "10.0.0.2";
        assertThat(from(request("10.0.0.1", "X-Forwarded-For", proxies))).isEqualTo("10.0.0.2");
        assertThat(from(request("10.0.0.1", "X-Forwarded-For", "203.0.113.9, " + proxies)))
                .isEqualTo("10.0.0.2 ?");
        assertThat(from(request("10.0.0.1", "Forwarded", "for=203.0.113.9" + ", for=10.0.0.2".repeat(500))))
                .isEqualTo("10.0.0.2 ?");
    }

    @Test
    void areReadFromLinesOfAnyLength() {
        assertThat(from(request("10.0.0.1", "X-Forwarded-For", "9".repeat(1_000_000))))
                .isEqualTo("10.0.0.1 ?");
        assertThat(from(request("10.0.0.1", "X-Forwarded-For", ",".repeat(1_000_000) + "203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(from(request("10.0.0.1", "Forwarded", "for=\"" + "a".repeat(1_000_000))))
                .isEqualTo("10.0.0.1 ?");
        assertThat(from(request("10.0.0.1", "Forwarded", "for=" + "a".repeat(1_000_000) + ", for=203.0.113.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void areThoseOfPeersWhereNoProxyIsTrusted() {
        var nobody = new ClientAddresses(new ProxySettings(List.of()));
        var request = request("127.0.0.1", "X-Forwarded-For", "198.51.100.1");
        assertThat(nobody.of(request).address().text()).isEqualTo("127.0.0.1");
        assertThat(nobody.text(request)).isEqualTo("127.0.0.1");
        assertThat(nobody.text(request("2001:db8:c:0:0:0:0:9", "Forwarded", "for=198.51.100.1")))
                .isEqualTo("2001:db8:c::9");
    }

    private String from(MockHttpServletRequest request) {
        var client = addresses.of(request);
        assertThat(addresses.text(request)).isEqualTo(client.address().text());
        return client.address() + (client.certain() ? "" : " ?");
    }

    private static MockHttpServletRequest request(String peer, String header, @Nullable String lines) {
        var request = new MockHttpServletRequest("GET", "/v1/accounts");
        request.setRemoteAddr(peer);
        if (lines != null) LINES.splitAsStream(lines).forEach(line -> request.addHeader(header, line.replace("~", "")));
        return request;
    }
}
