package io.sluice.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of settings in the documentation are the settings of the services, with their defaults. */
class SettingsTableTest {
    private static final Path DOCUMENT = Path.of("../docs/running.md");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(SLUICE_[A-Z_]+)(?::((?:[^{}]|\\$\\{[^}]*})*))?}");
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
