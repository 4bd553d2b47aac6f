package io.sluice.ingress.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Where accounts of one protocol connect to.
 *
 * @param host an address, or a name in ASCII; IPv6 without brackets
 * @param port for accounts that have none of their own; null when all have
 * @param parameters how to connect, by the names that share links use
 * @param node the one whose accounts it serves; null is all
 */
record Server(
        Protocol protocol,
        String host,
        @Nullable Integer port,
        Map<String, String> parameters,
        @Nullable String node) {
    private static final Pattern FORM = Pattern.compile("(?<protocol>[a-z0-9]+)://"
            + "(?:\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<name>[^\\s\\[\\]:/?#@]+))"
            + "(?::(?<port>[0-9]{1,5}))?(?:\\?(?<query>[^#]*))?(?:#(?<node>.+))?");

    private static final int PORT_MAX = 65_535;

    Server {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads {@code protocol://host:port?parameters#node}, all but protocol and host optional.
     *
     * @throws IllegalArgumentException with the reason, as a sentence that begins with the text
     */
    static Server parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) throw wrong(text, "must be protocol://host:port?parameters#node");
        var protocol = Protocol.of(form.group("protocol"))
                .orElseThrow(() -> wrong(text, "must begin with vless, vmess, trojan, shadowsocks, socks5 or http"));
        var parameters = parameters(text, protocol, form.group("query"));
        if (protocol == Protocol.SHADOWSOCKS) checkMethod(text, parameters.get("method"));
        var node = form.group("node");
        return new Server(
                protocol,
                host(text, form),
                port(text, protocol, form.group("port")),
                parameters,
                node == null ? null : decoded(text, node));
    }

    /** An account that any node serves connects to whichever it likes. */
    boolean serves(Connection connection) {
        return protocol.text().equals(connection.protocol())
                && (node == null || connection.node() == null || node.equals(connection.node()));
    }

    /** Tells it from the others that serve the same account. */
    String label() {
        if (node != null) return node;
        return port == null ? host : host + ":" + port;
    }

    private static String host(String text, Matcher form) {
        var ipv6 = form.group("ipv6");
        try {
            if (ipv6 == null) return IDN.toASCII(form.group("name"), IDN.USE_STD3_ASCII_RULES);
            InetAddress.ofLiteral(ipv6);
            return ipv6;
        } catch (IllegalArgumentException e) {
            throw wrong(text, "must name a host or an address");
        }
    }

    private static @Nullable Integer port(String text, Protocol protocol, @Nullable String port) {
        if (port != null) {
            int number = Integer.parseInt(port);
            if (number < 1 || number > PORT_MAX) throw wrong(text, "must have a port from 1 to " + PORT_MAX);
            return number;
        }
        return switch (protocol) {
            // Each of their accounts has a port for itself.
            case SOCKS5, HTTP -> null;
            case VLESS, VMESS, TROJAN, SHADOWSOCKS -> throw wrong(text, "must have a port, which its accounts share");
        };
    }

    private static Map<String, String> parameters(String text, Protocol protocol, @Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query == null || query.isEmpty()) return parameters;
        for (var parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (equals < 0 || !protocol.parameters().contains(name)) {
                var known = String.join(", ", protocol.parameters());
                throw wrong(text, "has the parameter \"" + name + "\" but can have only these, with =: " + known);
            }
            if (parameters.put(name, decoded(text, parameter.substring(equals + 1))) != null) {
                throw wrong(text, "has the parameter " + name + " twice");
            }
        }
        return parameters;
    }

    /** Those of 2022 take keys of a fixed length, and an account has a password of any. */
    private static void checkMethod(String text, @Nullable String method) {
        if (method == null) throw wrong(text, "must name a method, aes-256-gcm for instance");
        if (method.startsWith("2022-")) throw wrong(text, "has a method that takes keys and not passwords");
    }

    private static String decoded(String text, String encoded) {
        try {
            return UriUtils.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong(text, "has a % that two hexadecimal digits do not follow");
        }
    }

    private static IllegalArgumentException wrong(String text, String reason) {
        return new IllegalArgumentException("\"" + text + "\" " + reason);
    }
}
