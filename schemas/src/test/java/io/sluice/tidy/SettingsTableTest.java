package io.sluice.tidy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of settings in the documentation are the settings of the services, with their defaults. */
class SettingsTableTest {
    private static final Path DOCUMENT = Path.of("../docs/running.md");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(SLUICE_[A-Z_]+)(?::((?:[^{}]|\\$\\{[^}]*})*))?}");
    private static final Path LAUNCHER = Path.of("../standalone/src/main/java/io/sluice/standalone");
    private static final Pattern CONSTANT = Pattern.compile("([A-Z_]+)(?: = |\\()\"(SLUICE_[A-Z_]+)\"");
    private static final Pattern PORT = Pattern.compile("variables\\.port\\(([A-Z_]+), ([0-9_]+)\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(SLUICE_[A-Z_]+)` \\| ([^|]+) \\|");

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"api-ingress", "provisioning-worker", "usage-streams"})
    void nameEachSettingWithItsDefault(String service) throws IOException {
        var told = told("Every service");
        told.putAll(told(service));
        var read = read(service);
        assertThat(told.keySet()).isEqualTo(read.keySet());
        // A default that is made up of others is described in words.
        read.values().removeIf(value -> value.contains("${"));
        assertThat(told).containsAllEntriesOf(read);
    }

    /** What it tells its services is no setting of its own. */
    @Test
    void nameEachSettingOfTheLauncherWithItsPort() throws IOException {
        var told = told("One machine: `./mvnw`");
        var names = new TreeMap<String, String>();
        var ports = new TreeMap<String, String>();
        for (var source : launcher()) {
            CONSTANT.matcher(source).results().forEach(name -> names.put(name.group(1), name.group(2)));
        }
        for (var source : launcher()) {
            PORT.matcher(source).results().forEach(port -> {
                var name = requireNonNull(names.get(port.group(1)));
                var number = port.group(2).replace("_", "");
                ports.put(name, number.equals("0") ? "none" : number);
            });
        }
        assertThat(told.keySet()).isEqualTo(Set.copyOf(names.values()));
        assertThat(ports).hasSizeGreaterThan(5);
        assertThat(told).containsAllEntriesOf(ports);
    }

    private static List<String> launcher() throws IOException {
        var sources = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(LAUNCHER, "*.java")) {
            for (var file : files) {
                if (!file.endsWith("ServiceVariables.java")) sources.add(Files.readString(file));
            }
        }
        return sources;
    }

    private static Map<String, String> told(String service) throws IOException {
        var document = Files.readString(DOCUMENT);
        var heading = "### " + service + "\n";
        int from = document.indexOf(heading);
        assertThat(from).as(heading).isPositive();
        int to = document.indexOf("\n#", from + heading.length());
        var told = new TreeMap<String, String>();
        ROW.matcher(document.substring(from, to))
                .results()
                .forEach(row -> told.put(row.group(1), row.group(2).replace("`", "")));
        return told;
    }

    private static Map<String, String> read(String service) throws IOException {
        var read = new TreeMap<String, String>();
        // What all services have in common, and what is this one's own.
        for (var module : List.of("operations", service)) {
            var configuration = Path.of("..", module, "src/main/resources", module + ".yml");
            PLACEHOLDER.matcher(Files.readString(configuration)).results().forEach(setting -> {
                var value = setting.group(2);
                read.put(setting.group(1), value == null ? "required" : value.isEmpty() ? "none" : value);
            });
        }
        return read;
    }
}
