package io.sluice.ingress.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTest {

    @Test
    void isReadWithAllItsParts() {
        assertThat(Server.parse("vless://vpn.example.com:443?security=tls&path=%2Fa%20b%3Fc#fra%201"))
                .isEqualTo(new Server(
                        Protocol.VLESS, "vpn.example.com", 443, Map.of("security", "tls", "path", "/a b?c"), "fra 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "trojan://[2001:db8::1]:443, 2001:db8::1",
        "trojan://192.0.2.7:443, 192.0.2.7",
        "trojan://bücher.example:443, xn--bcher-kva.example",
        "trojan://vpn.example.com:443, vpn.example.com",
    })
    void hasAHostInAscii(String text, String host) {
        assertThat(Server.parse(text).host()).isEqualTo(host);
    }

    @Test
    void mayHaveNoPortWhereEachAccountHasOne() {
        assertThat(Server.parse("socks5://proxy.example.com").port()).isNull();
        assertThat(Server.parse("http://proxy.example.com").port()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            vpn.example.com:443                        | must be protocol://host:port?parameters#node
            vless://user@vpn.example.com:443           | must be protocol://host:port?parameters#node
            vless://vpn.example.com:443/path           | must be protocol://host:port?parameters#node
            ss://vpn.example.com:443                   | must begin with vless, vmess, trojan, shadowsocks, socks5 or http
            vless://vpn.example.com                    | must have a port, which its accounts share
            vless://vpn.example.com:0                  | must have a port from 1 to 65535
            vless://vpn.example.com:65536              | must have a port from 1 to 65535
            vless://vpn_1.example.com:443              | must name a host or an address
            vless://[2001:db8::1::2]:443               | must name a host or an address
            vless://vpn.example.com:443?sni=a&sni=b    | has the parameter sni twice
            vless://vpn.example.com:443?path=%2        | has a % that two hexadecimal digits do not follow
            socks5://vpn.example.com?sni=a             | has the parameter "sni" but can have only these, with =:
            http://vpn.example.com?security            | has the parameter "security" but can have only these, with =: security
            shadowsocks://vpn.example.com:443          | must name a method, aes-256-gcm for instance
            shadowsocks://a.example:1?method=2022-blake3-aes-256-gcm | has a method that takes keys and not passwords
            """)
    void isRefusedWithTheReason(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.parse(text))
                .withMessageStartingWith("\"" + text + "\" " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "trojan, -, true",
                "trojan, fra-1, true",
                "trojan, ber-1, false",
                "vless, fra-1, false",
            })
    void servesTheAccountsOfItsProtocolAndNode(String protocol, @Nullable String node, boolean serves) {
        var server = Server.parse("trojan://vpn.example.com:443#fra-1");
        assertThat(server.serves(new Connection(protocol, node, null, "alice", "password")))
                .isEqualTo(serves);
    }
}
