package io.sluice.system.containers;

import io.sluice.system.stack.Sluice;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The network of the containers on one machine: each of their ports is a free one of the loopback address. */
final class Addresses {
    private static final Pattern HOST = Pattern.compile("\\b(kafka-\\d|postgres|registry):(\\d+)");
    private static final Pattern LISTENER = Pattern.compile("://:(\\d+)");
    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, Integer> ports = new HashMap<>();

    int port(String container, String port) {
        return ports.computeIfAbsent(
                container + ":" + port, _ -> Sluice.freePorts(1).getFirst());
    }

    /** The same environment, with every address where it is here. */
    Map<String, String> map(String container, Map<String, String> environment) {
        var mapped = new HashMap<String, String>();
        environment.forEach((name, value) -> mapped.put(name, map(container, name, value)));
        return mapped;
    }

    private String map(String container, String name, String value) {
        if (name.equals("SLUICE_ADDRESS")) return LOOPBACK;
        if (name.endsWith("_PORT")) return Integer.toString(port(container, value));
        var connected = HOST.matcher(value).replaceAll(host -> LOOPBACK + ":" + port(host.group(1), host.group(2)));
        return LISTENER.matcher(connected)
                .replaceAll(listener ->
                        Matcher.quoteReplacement("://" + LOOPBACK + ":" + port(container, listener.group(1))));
    }
}
