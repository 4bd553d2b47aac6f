package io.sluice.ingress.ratelimits;

import io.sluice.ingress.body.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** How long a window is: whole seconds up to a day, of which some have a word. */
final class Window {
    private static final int SECONDS_MAX = 86_400;

    private static final SequencedMap<String, Integer> WORDS = words();

    private Window() {}

    /** The length in seconds that a body gives by its number or its word; null when it is not there. */
    static @Nullable Integer read(Fields fields, String name) {
        return fields.integer(name, 1, SECONDS_MAX, WORDS);
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
