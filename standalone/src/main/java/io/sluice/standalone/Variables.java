package io.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Environment variables, read with a type; a refusal names name, value and expectation. Empty counts as absent. */
record Variables(Map<String, String> values) {
    private static final int PORT_MAX = 65_535;

    Variables {
        values = Map.copyOf(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    String text(String name, String otherwise, Pattern form, String expectation) {
        var text = text(name).orElse(otherwise);
        if (!form.matcher(text).matches()) throw Refusal.setting(name, text, expectation);
        return text;
    }

    /** A port; 0 becomes a free one. */
    int port(String name, int otherwise) {
        var text = text(name).orElse(Integer.toString(otherwise));
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > PORT_MAX)
            throw Refusal.setting(name, text, "a port from 1 to 65535, or 0 for any free one");
        return port == 0 ? freePort() : port;
    }

    /** A comma list of the names in {@code known}; all of them when absent. */
    Set<String> names(String name, Set<String> known) {
        var text = text(name);
        if (text.isEmpty()) return known;
        var names = new LinkedHashSet<>(Arrays.asList(text.get().split("\\s*,\\s*", -1)));
        if (!known.containsAll(names)) {
            throw Refusal.setting(name, text.get(), "a comma-separated list of " + String.join(", ", known));
        }
        return names;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
