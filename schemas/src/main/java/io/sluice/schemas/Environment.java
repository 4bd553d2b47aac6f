package io.sluice.schemas;

import java.util.Locale;
import java.util.Optional;

/** Live data, or test data that never reaches a real node or server. */
public enum Environment {
    LIVE,
    TEST;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it stands in records, rows and answers: {@code live} or {@code test}. */
    public String text() {
        return text;
    }

    /** Reads {@link #text()}. */
    public static Optional<Environment> parse(String text) {
        return switch (text) {
            case "live" -> Optional.of(LIVE);
            case "test" -> Optional.of(TEST);
            default -> Optional.empty();
        };
    }

    /** Reads what one of our services wrote. */
    public static Environment of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an environment: " + text));
    }
}
