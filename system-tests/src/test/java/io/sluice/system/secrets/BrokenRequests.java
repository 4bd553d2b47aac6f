package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/** Requests that no client of HTTP sends: servers are fond of putting into a log what they cannot read. */
final class BrokenRequests {
    private static final List<String> FORMS = List.of(
            "GET /v1/keys?key=%s{ HTTP/1.1\r\n",
            "GET /v1/keys/%s\\ HTTP/1.1\r\n",
            "GET /v1/keys?limit=%%zz&key=%s HTTP/1.1\r\n",
            "%s /v1/keys HTTP/1.1\r\n",
            "(%s) /v1/keys HTTP/1.1\r\n",
            "GET /v1/keys HTTP/%s\r\n",
            "GET /v1/keys HTTP/1.1\r\n%s\r\n",
            "GET /v1/keys HTTP/1.1\r\nX API Key: %s\r\n",
            "GET /v1/keys HTTP/1.1\r\nX-API-Key: \u0001%s\r\n",
            "GET /v1/keys HTTP/1.1\r\nCookie: $=\"%s\u0001; a=,\r\n",
            "POST /v1/keys HTTP/1.1\r\nContent-Length: %s\r\n",
            "POST /v1/keys HTTP/1.1\r\nTransfer-Encoding: %s\r\n");

    private static final int PATIENCE_MS = 5_000;

    private final URI api;

    BrokenRequests(String url) {
        this.api = URI.create(url);
    }

    /** How many kinds there are. */
    static int kinds() {
        return FORMS.size();
    }

    /** Sends one and returns the answer; "" when there is none. */
    String send(int kind, String text) {
        var head = FORMS.get(kind).formatted(text) + "Host: localhost\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket(InetAddress.ofLiteral(api.getHost()), api.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException e) {
            // The server hung up before it had read everything.
            return "";
        } catch (IOException e) {
            throw new AssertionError("kind " + kind, e);
        }
    }
}
