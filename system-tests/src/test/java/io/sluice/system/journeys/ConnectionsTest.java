package io.sluice.system.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    /** Load balancers reuse a connection for 60 s, as a rule; whoever closes it first is to be them. */
    @Test
    void areKeptForLongerThanCallersReuseThem() throws IOException {
        var url = URI.create(Sluice.shared().url());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            var request = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("Keep-Alive: timeout=75\r\n");
        }
    }
}
