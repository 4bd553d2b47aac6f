package io.sluice.ingress.sharing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What accounts speak; each has its own form of link, and its own parameters in it. */
enum Protocol {
    VLESS("vless", Names.ALL),
    VMESS("vmess", "type security encryption headerType host path serviceName sni alpn fp"),
    TROJAN("trojan", Names.ALL),
    SHADOWSOCKS("shadowsocks", "method plugin"),
    SOCKS5("socks5", ""),
    HTTP("http", "security");

    private static final class Names {
        /** As Xray's proposal for share links has them; upper and lower case differ. */
        static final String ALL = "type security encryption flow sni fp alpn pbk sid spx pqv ech vcn pcs headerType"
                + " host path serviceName authority mode extra mtu";
    }

    private final String text;
    private final String parameters;

    Protocol(String text, String parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /** As accounts and settings call it. */
    String text() {
        return text;
    }

    /** What a link of it can say of a server besides where it is. */
    List<String> parameters() {
        return List.of(parameters.split(" "));
    }

    static Optional<Protocol> of(String text) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.text.equals(text))
                .findFirst();
    }
}
