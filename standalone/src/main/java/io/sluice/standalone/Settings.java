package io.sluice.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the environment may change; {@code docs/running.md} has a table of it.
 *
 * @param https whether the ingress, which reads its certificate by itself, is reached by HTTPS
 * @param parts what this process starts; the others are expected to run elsewhere, where the addresses say
 * @param kafkaBootstrapServers where services find the broker
 * @param registryUrl the Confluent-compatible base of the registry, as services use it
 * @param readers of Kafka, from outside; empty when there are none
 * @param postgresHome a folder for the unpacked binaries of PostgreSQL, so that several data folders can share one
 */
record Settings(
        Path data,
        Set<String> parts,
        int httpPort,
        boolean https,
        int brokerPort,
        int controllerPort,
        String postgresHost,
        int postgresPort,
        int registryPort,
        String kafkaBootstrapServers,
        String registryUrl,
        Optional<Readers> readers,
        Optional<Path> registryHome,
        Optional<Path> postgresHome,
        Optional<String> adminKey) {

    static final String DATA = "SLUICE_DATA";
    static final String PARTS = "SLUICE_PARTS";
    static final String HTTP_PORT = "SLUICE_PORT";
    static final String TLS_CERTIFICATE = "SLUICE_TLS_CERTIFICATE";
    static final String BROKER_PORT = "SLUICE_BROKER_PORT";
    static final String CONTROLLER_PORT = "SLUICE_CONTROLLER_PORT";
    static final String POSTGRES_HOST = "SLUICE_POSTGRES_HOST";
    static final String POSTGRES_PORT = "SLUICE_POSTGRES_PORT";
    static final String POSTGRES_HOME = "SLUICE_POSTGRES_HOME";
    static final String REGISTRY_PORT = "SLUICE_REGISTRY_PORT";
    static final String REGISTRY_HOME = "SLUICE_REGISTRY_HOME";
    static final String REGISTRY_URL = "SLUICE_REGISTRY_URL";
    static final String KAFKA_BOOTSTRAP_SERVERS = "SLUICE_KAFKA_BOOTSTRAP_SERVERS";
    static final String ADMIN_KEY = "SLUICE_ADMIN_KEY";

    /** Nothing here is meant for another machine: the launcher is for one, and its traffic is not encrypted. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int ADMIN_KEY_LENGTH_MIN = 32;
    static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern URL = Pattern.compile("https?://\\S+");
    private static final Pattern SERVERS = Pattern.compile("[^,\\s:]+:[0-9]{1,5}(,[^,\\s:]+:[0-9]{1,5})*");

    Settings {
        parts = Collections.unmodifiableSet(new LinkedHashSet<>(parts));
    }

    static Settings from(Variables variables, List<String> services) {
        int brokerPort = variables.port(BROKER_PORT, 19_092);
        int registryPort = variables.port(REGISTRY_PORT, 18_081);
        var settings = new Settings(
                path(variables, DATA)
                        .orElse(Path.of(".sluice"))
                        .toAbsolutePath()
                        .normalize(),
                variables.names(PARTS, known(services)),
                variables.port(HTTP_PORT, 8080),
                variables.text(TLS_CERTIFICATE).isPresent(),
                brokerPort,
                variables.port(CONTROLLER_PORT, 19_093),
                variables.text(POSTGRES_HOST, LOOPBACK, HOST, "a host name or an IPv4 address"),
                variables.port(POSTGRES_PORT, 15_432),
                registryPort,
                variables.text(KAFKA_BOOTSTRAP_SERVERS, at(brokerPort), SERVERS, "host:port, or several with commas"),
                variables.text(REGISTRY_URL, "http://" + at(registryPort) + Registry.CCOMPAT, URL, "an http(s) URL"),
                Readers.from(variables),
                path(variables, REGISTRY_HOME).or(Settings::registryOfTheBuild),
                path(variables, POSTGRES_HOME),
                adminKey(variables));
        settings.refuseOnePortTwice();
        return settings;
    }

    static String at(int port) {
        return LOOPBACK + ":" + port;
    }

    boolean starts(String part) {
        return parts.contains(part);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(postgresHost, postgresPort, database);
    }

    private static Set<String> known(List<String> services) {
        var known = new LinkedHashSet<>(List.of(Part.BROKER, Part.POSTGRES, Part.REGISTRY));
        known.addAll(services);
        return known;
    }

    private void refuseOnePortTwice() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put(HTTP_PORT, httpPort);
        ports.put(BROKER_PORT, brokerPort);
        ports.put(CONTROLLER_PORT, controllerPort);
        ports.put(POSTGRES_PORT, postgresPort);
        ports.put(REGISTRY_PORT, registryPort);
        readers.ifPresent(outside -> ports.put(Readers.PORT, outside.port()));
        var owners = new LinkedHashMap<Integer, String>();
        ports.forEach((name, port) -> {
            var owner = owners.putIfAbsent(port, name);
            if (owner != null) throw Refusal.setting(name, port.toString(), "another port than that of " + owner);
        });
    }

    private static Optional<Path> path(Variables variables, String name) {
        return path(variables, name, "the path of a folder");
    }

    static Optional<Path> path(Variables variables, String name, String expectation) {
        return variables.text(name).map(text -> {
            try {
                return Path.of(text).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw Refusal.setting(name, text, expectation);
            }
        });
    }

    private static Optional<Path> registryOfTheBuild() {
        return Optional.ofNullable(System.getProperty("sluice.registry.home")).map(Path::of);
    }

    private static Optional<String> adminKey(Variables variables) {
        var key = variables.text(ADMIN_KEY);
        key.filter(text -> text.length() < ADMIN_KEY_LENGTH_MIN).ifPresent(text -> {
            // The value stays out of the line: it may be a real secret that only lost its tail.
            throw Refusal.setting(ADMIN_KEY, "…", "at least " + ADMIN_KEY_LENGTH_MIN + " characters long");
        });
        return key;
    }
}
