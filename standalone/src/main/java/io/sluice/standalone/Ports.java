package io.sluice.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;

/** Asks for a port before its part does, because a part says "address in use" in a stack trace of its own. */
final class Ports {
    // What a launcher that was killed hard left behind ends by itself, but not at once.
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Ports() {}

    static void requireFree(int port, String part, String setting) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!isFree(port)) {
            if (Instant.now().isAfter(deadline)) {
                throw Refusal.surroundings("Port %d on %s is in use, but %s needs it: end what uses it, or set %s."
                        .formatted(port, Settings.LOOPBACK, part, setting));
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral(Settings.LOOPBACK))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
