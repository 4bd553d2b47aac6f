package io.sluice.ingress.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareLinksTest {
    private static final ShareLinks LINKS = new ShareLinks(new SharingSettings("""
            trojan://fra.example.com:443#fra-1
            trojan://ber.example.com:8443#ber-1
            socks5://proxy.example.com
            """, ""));

    @Test
    void areOneForEachServerThatServesTheAccount() {
        assertThat(LINKS.of(connection("trojan", null, null)))
                .containsExactly(
                        "trojan://password@fra.example.com:443?security=tls&type=tcp#alice%20fra-1",
                        "trojan://password@ber.example.com:8443?security=tls&type=tcp#alice%20ber-1");
        assertThat(LINKS.of(connection("trojan", "fra-1", null)))
                .containsExactly("trojan://password@fra.example.com:443?security=tls&type=tcp#alice");
        assertThat(LINKS.of(connection("trojan", "lon-1", null))).isEmpty();
        assertThat(LINKS.of(connection("vless", null, null))).isEmpty();
    }

    @Test
    void leadToThePortThatTheAccountHasForItself() {
        assertThat(LINKS.of(connection("socks5", "default", 10_007)))
                .containsExactly("socks://YWxpY2U6cGFzc3dvcmQ@proxy.example.com:10007#alice");
        assertThat(LINKS.of(connection("socks5", "default", null))).isEmpty();
    }

    @Test
    void haveTheTitleOfTheSettingOrTheUsername() {
        var connection = connection("vless", null, null);
        assertThat(LINKS.title(connection)).isEqualTo("alice");
        assertThat(new ShareLinks(new SharingSettings("", "Fast & Free")).title(connection))
                .isEqualTo("Fast & Free");
    }

    @Test
    void refuseSettingsByTheirNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SharingSettings("vless://a.example:443 ftp://b.example", ""))
                .withMessageStartingWith("SLUICE_SUBSCRIPTION_SERVERS: \"ftp://b.example\" must begin with vless,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SharingSettings("", "a title of 26 characters!!"))
                .withMessageStartingWith("SLUICE_SUBSCRIPTION_TITLE must have at most 25 characters");
    }

    private static Connection connection(String protocol, @Nullable String node, @Nullable Integer port) {
        return new Connection(protocol, node, port, "alice", "password");
    }
}
