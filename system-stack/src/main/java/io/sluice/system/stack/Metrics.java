package io.sluice.system.stack;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code /metrics} showed at one moment. */
public final class Metrics {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> OF_THE_FORMAT = Set.of("le", "quantile");

    /** A metric as its reader sees it; the maximum beside a summary is a part of that. */
    public record Family(String name, String type, Set<String> labels) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    private Metrics(String text) {
        var current = new Family("", "", Set.of());
        for (var line : text.lines().toList()) {
            var type = TYPE.matcher(line);
            if (type.matches()) {
                current = new Family(type.group(1), type.group(2), new LinkedHashSet<>());
                families.put(current.name(), current);
                continue;
            }
            var sample = SAMPLE.matcher(line);
            if (!sample.matches()) continue;
            var labels = sample.group(2) == null ? "" : sample.group(2);
            var family = current;
            LABEL.matcher(labels).results().map(label -> label.group(1)).forEach(label -> {
                if (!OF_THE_FORMAT.contains(label)) family.labels().add(label);
            });
            samples.put(sample.group(1) + "{" + labels + "}", Double.valueOf(sample.group(3)));
        }
        families.keySet().removeIf(this::isMaximumOfAnother);
    }

    private boolean isMaximumOfAnother(String name) {
        if (!name.endsWith("_max")) return false;
        var other = families.get(name.substring(0, name.length() - "_max".length()));
        return other != null && !other.type().equals("gauge");
    }

    public static Metrics of(Answer answer) {
        if (answer.status() != 200) throw new AssertionError("no metrics: " + answer);
        return new Metrics(answer.response().body());
    }

    public Map<String, Family> families() {
        return families;
    }

    /** The value of the one sample of this name that has all of these labels, written as {@code name="value"}. */
    public Optional<Double> value(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .filter(sample -> Set.of(labels).stream().allMatch(sample.getKey()::contains))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
