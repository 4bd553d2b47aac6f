package io.sluice.ingress.ratelimits;

import io.sluice.ingress.body.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** How long a window is: whole seconds up to a day, of which some have a word. */
public final class Window {
    private static final int SECONDS_MAX = 86_400;

    private static final SequencedMap<String, Integer> WORDS = words();

    private Window() {}

    /** The length in seconds that a body gives by its number or its word; null when it is not there. */
    public static @Nullable Integer read(Fields fields, String name) {
        return fields.integer(name, 1, SECONDS_MAX, WORDS);
    }

    /** The word for a length in seconds, or the length itself where there is none. */
    public static Object shown(int seconds) {
        return WORDS.entrySet().stream()
                .filter(word -> word.getValue() == seconds)
                .<Object>map(Map.Entry::getKey)
                .findFirst()
                .orElse(seconds);
    }

    private static SequencedMap<String, Integer> words() {
        var words = new LinkedHashMap<String, Integer>();
        words.put("second", 1);
        words.put("minute", 60);
        words.put("hour", 3_600);
        words.put("day", SECONDS_MAX);
        return Collections.unmodifiableSequencedMap(words);
    }
}
