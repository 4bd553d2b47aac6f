package io.sluice.system.containers;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The variables that a service reads, by its configuration files; nothing else reads any.
 *
 * @param known all of them
 * @param required those without a default
 */
record ReadSettings(Set<String> known, Set<String> required) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(SLUICE_\\w+)(:|})");

    static ReadSettings of(String service) {
        var known = new TreeSet<String>();
        var required = new TreeSet<String>();
        for (var file :
                new String[] {service + "/src/main/resources/" + service, "operations/src/main/resources/operations"}) {
            VARIABLE.matcher(Compose.text(file + ".yml")).results().forEach(variable -> {
                known.add(variable.group(1));
                if (variable.group(2).equals("}")) required.add(variable.group(1));
            });
        }
        return new ReadSettings(known, required);
    }
}
