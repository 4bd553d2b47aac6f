package io.sluice.cli;

import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/**
 * So many requests within a time, as people type it: {@code 600/minute}, {@code 50/30s}.
 *
 * @param seconds length of the window
 */
record Rate(long requests, long seconds) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})/(\\w+)");

    private static final Map<String, Long> WORDS = Map.of("second", 1L, "minute", 60L, "hour", 3_600L, "day", 86_400L);

    static Rate of(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("\"" + text + "\" is no limit; say 600/minute or 50/30s");
        }
        var window = parts.group(2);
        return new Rate(
                Long.parseLong(parts.group(1)),
                WORDS.containsKey(window)
                        ? WORDS.get(window)
                        : Times.duration(window).toSeconds());
    }

    /** A rate limit of the API, and one of those of a key. */
    static String shown(JsonNode limit) {
        return limit.has("max_requests")
                ? shown(limit.path("max_requests"), limit.path("window_size"))
                : shown(limit.path("limit"), limit.path("window"));
    }

    private static String shown(JsonNode requests, JsonNode window) {
        var word = WORDS.entrySet().stream()
                .filter(one -> window.isNumber() && one.getValue() == window.asLong())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> window.isNumber() ? window.asLong() + "s" : Printer.value(window));
        return requests.asLong() + "/" + word;
    }
}
