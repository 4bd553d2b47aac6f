package io.sluice.system.containers;

import static java.util.Objects.requireNonNull;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} as an engine reads it. */
record Compose(Map<String, Service> services) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::(\\?|-)([^}]*))?}");

    /**
     * One container.
     *
     * @param settings all that the file says of it
     * @param environment its variables, with what {@code .env} puts in the place of others
     */
    record Service(Map<String, Object> settings, Map<String, String> environment) {
        /** An argument for its build. */
        String argument(String name) {
            return String.valueOf(map(map(settings.get("build")).get("args")).get(name));
        }
    }

    /** Reads the main file. A variable that it must be told and is not is an error, as it is for an engine. */
    static Compose read(Map<String, String> variables) {
        return read("docker-compose.yml", variables);
    }

    /** Reads another file, alone. */
    static Compose read(String file, Map<String, String> variables) {
        var services = new LinkedHashMap<String, Service>();
        map(map(new Yaml().load(text(file))).get("services")).forEach((name, value) -> {
            var settings = map(value);
            var environment = new LinkedHashMap<String, String>();
            map(settings.getOrDefault("environment", Map.of()))
                    .forEach((variable, text) -> environment.put(variable, filled(text.toString(), variables)));
            services.put(name, new Service(settings, environment));
        });
        return new Compose(services);
    }

    Service service(String name) {
        return requireNonNull(services.get(name), name);
    }

    /** What {@code .env} must say, because nothing can be guessed in its place. */
    static TreeSet<String> required() {
        var required = new TreeSet<String>();
        VARIABLE.matcher(text("docker-compose.yml"))
                .results()
                .filter(variable -> "?".equals(variable.group(2)))
                .forEach(variable -> required.add(variable.group(1)));
        return required;
    }

    static String text(String file) {
        try {
            return Files.readString(Sluice.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(variable -> Matcher.quoteReplacement(value(variable, variables)));
    }

    private static String value(MatchResult variable, Map<String, String> variables) {
        var value = variables.getOrDefault(variable.group(1), "");
        if (!value.isEmpty()) return value;
        if ("-".equals(variable.group(2))) return variable.group(3);
        throw new IllegalArgumentException(variable.group(1) + " is not set: " + variable.group(3));
    }

    @SuppressWarnings("unchecked") // a file with another shape fails at its first use
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) requireNonNull(value);
    }
}
