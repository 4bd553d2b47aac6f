package io.sluice.ingress.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ShareLinkTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TROJAN = "trojan://vpn.example.com:443?sni=a.example&path=%2F%3F%26%23";

    /** Everything that means something in a URL, in base64, in JSON or in user:password, and what is not ASCII. */
    private static final List<String> ODD = List.of(
            ":", "/", "?", "#", "[", "]", "@", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "%", "%2F", " ",
            "\"", "\\", "{", "}", "<", ">", "^", "`", "|", "~", "-", "_", ".", "é", "中", "🍉", "\u0001", "\u007f", "\n",
            "a", "Z", "0");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            vless://a.example:443                                  | vless://ID@a.example:443?encryption=none&security=none&type=tcp#alice
            vless://a.example:443?security=tls&flow=x&encryption=y | vless://ID@a.example:443?encryption=y&security=tls&type=tcp&flow=x#alice
            trojan://[2001:db8::1]:443?sni=b.example               | trojan://pass%20word@[2001:db8::1]:443?security=tls&type=tcp&sni=b.example#alice
            shadowsocks://a.example:8388?method=aes-256-gcm        | ss://YWVzLTI1Ni1nY206cGFzcyB3b3Jk@a.example:8388#alice
            shadowsocks://a.example:8388?method=aes-256-gcm&plugin=obfs;mode=tls | ss://YWVzLTI1Ni1nY206cGFzcyB3b3Jk@a.example:8388/?plugin=obfs%3Bmode%3Dtls#alice
            socks5://a.example:1080                                | socks://YWxpY2U6cGFzcyB3b3Jk@a.example:1080#alice
            http://a.example:3128                                  | http://alice:pass%20word@a.example:3128
            http://a.example:3128?security=tls                     | https://alice:pass%20word@a.example:3128
            """)
    void hasTheFormOfItsProtocol(String server, String expected) {
        var connection = connection("alice", "pass word");
        assertThat(link(server, connection))
                .isEqualTo(expected.replace("ID", connection.uuid().toString()));
    }

    @Test
    void ofVmessIsJsonInBase64() {
        var connection = connection("alice", "pass word");
        var server = "vmess://[2001:db8::1]:443?type=grpc&security=tls&serviceName=api&sni=b.example";
        assertThat(JSON.readTree(decoded(link(server, connection).substring("vmess://".length()))))
                .isEqualTo(JSON.readTree("""
                        {"v":"2","ps":"alice","add":"2001:db8::1","port":"443","id":"%s","aid":"0","scy":"auto",
                         "net":"grpc","type":"none","host":"","path":"api","tls":"tls","sni":"b.example","alpn":"",
                         "fp":""}
                        """.formatted(connection.uuid())));
    }

    @Test
    void ofSocksSpellsOutAUsernameWithAColon() {
        assertThat(link("socks5://a.example:1080", connection("a:b", "c:d")))
                .isEqualTo("socks://a%3Ab:c%3Ad@a.example:1080#a%3Ab");
    }

    /** The same at each run; a failure shows the text itself. */
    static Stream<String> oddTexts() {
        var random = new Random(42);
        var each = ODD.stream();
        var mixed = IntStream.range(0, 300)
                .mapToObj(at -> random.ints(1 + random.nextInt(30), 0, ODD.size())
                        .mapToObj(ODD::get)
                        .collect(Collectors.joining()));
        return Stream.concat(each, mixed);
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void isReadBackByAnyReaderOfUrlsWhateverTheTexts(String odd) {
        var connection = connection("u" + odd, "p" + odd);

        var trojan = URI.create(link(TROJAN, connection));
        assertThat(trojan.getUserInfo()).isEqualTo(connection.password());
        assertThat(trojan.getHost() + ":" + trojan.getPort()).isEqualTo("vpn.example.com:443");
        assertThat(trojan.getRawQuery()).isEqualTo("security=tls&type=tcp&sni=a.example&path=%2F%3F%26%23");
        assertThat(trojan.getFragment()).isEqualTo(connection.username());

        var shadowsocks = URI.create(link("shadowsocks://a.example:1?method=aes-256-gcm", connection));
        assertThat(decoded(shadowsocks.getRawUserInfo())).isEqualTo("aes-256-gcm:" + connection.password());
        assertThat(shadowsocks.getRawUserInfo()).matches("[A-Za-z0-9_-]+");

        var http = URI.create(link("http://a.example:1", connection))
                .getRawUserInfo()
                .split(":", -1);
        assertThat(List.of(http).stream()
                        .map(part -> URI.create("x://" + part + "@a").getUserInfo()))
                .containsExactly(connection.username(), connection.password());

        var vmess = decoded(link("vmess://a.example:1", connection).substring("vmess://".length()));
        assertThat(JSON.readTree(vmess).path("ps").stringValue()).isEqualTo(connection.username());

        var socks = URI.create(link("socks5://a.example:1", connection));
        var user = connection.username() + ":" + connection.password();
        assertThat(odd.contains(":") ? socks.getUserInfo() : decoded(socks.getRawUserInfo()))
                .isEqualTo(user);
    }

    private static String link(String server, Connection connection) {
        var parsed = Server.parse(server);
        return ShareLink.of(parsed, requireNonNull(parsed.port()), connection, connection.username());
    }

    private static Connection connection(String username, String password) {
        return new Connection("any", null, null, username, password);
    }

    private static String decoded(String base64) {
        var decoder = base64.matches("[A-Za-z0-9_-]+") ? Base64.getUrlDecoder() : Base64.getDecoder();
        return new String(decoder.decode(base64), UTF_8);
    }
}
