package io.sluice.ingress.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** Writes the link that client apps import, in the form that each protocol has. */
final class ShareLink {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ShareLink() {}

    /** @param name as the app shows it */
    static String of(Server server, int port, Connection connection, String name) {
        var at = "@" + authority(server, port);
        var shown = "#" + encoded(name);
        return switch (server.protocol()) {
            case VLESS ->
                "vless://" + connection.uuid() + at
                        + query(server, Map.of("encryption", "none", "security", "none", "type", "tcp")) + shown;
            case VMESS -> "vmess://" + base64(vmess(server, port, connection, name));
            case TROJAN ->
                "trojan://" + encoded(connection.password()) + at
                        + query(server, Map.of("security", "tls", "type", "tcp")) + shown;
            case SHADOWSOCKS -> "ss://" + shadowsocks(server, connection) + at + plugin(server) + shown;
            case SOCKS5 -> "socks://" + socks(connection) + at + shown;
            // No app shares these; it is the URL of a proxy, as curl and browsers read it, and those have no names.
            case HTTP ->
                ("tls".equals(server.parameters().get("security")) ? "https://" : "http://") + plain(connection) + at;
        };
    }

    private static String authority(Server server, int port) {
        var host = server.host();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** What the server says, after what a link must say and it does not. */
    private static String query(Server server, Map<String, String> otherwise) {
        var parameters = new LinkedHashMap<String, String>();
        otherwise.keySet().stream().sorted().forEach(name -> parameters.put(name, requireNonNull(otherwise.get(name))));
        parameters.putAll(server.parameters());
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String vmess(Server server, int port, Connection connection, String name) {
        var parameters = server.parameters();
        var security = parameters.getOrDefault("security", "none");
        var link = new LinkedHashMap<String, String>();
        link.put("v", "2");
        link.put("ps", name);
        link.put("add", server.host());
        link.put("port", Integer.toString(port));
        link.put("id", connection.uuid().toString());
        link.put("aid", "0");
        link.put("scy", parameters.getOrDefault("encryption", "auto"));
        link.put("net", parameters.getOrDefault("type", "tcp"));
        link.put("type", parameters.getOrDefault("headerType", "none"));
        link.put("host", parameters.getOrDefault("host", ""));
        // gRPC has a name of its service where others have a path.
        link.put("path", parameters.getOrDefault("serviceName", parameters.getOrDefault("path", "")));
        link.put("tls", security.equals("none") ? "" : security);
        link.put("sni", parameters.getOrDefault("sni", ""));
        link.put("alpn", parameters.getOrDefault("alpn", ""));
        link.put("fp", parameters.getOrDefault("fp", ""));
        return JSON.writeValueAsString(link);
    }

    private static String shadowsocks(Server server, Connection connection) {
        return base64url(server.parameters().get("method") + ":" + connection.password());
    }

    private static String plugin(Server server) {
        var plugin = server.parameters().get("plugin");
        return plugin == null ? "" : "/?plugin=" + encoded(plugin);
    }

    /** A colon would end the username too early, so one with a colon is written as URLs do it. */
    private static String socks(Connection connection) {
        return connection.username().indexOf(':') < 0
                ? base64url(connection.username() + ":" + connection.password())
                : plain(connection);
    }

    private static String plain(Connection connection) {
        return encoded(connection.username()) + ":" + encoded(connection.password());
    }

    /** Everything but letters, digits and -._~, as UTF-8. */
    private static String encoded(String text) {
        return UriUtils.encode(text, UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
