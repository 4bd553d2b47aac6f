package io.sluice.schemas;

/**
 * Which limit is spoken of: a subject has one for each length of window.
 *
 * @param subject what is limited, an API key's id for instance
 */
public record LimitId(String subject, LimitWindow window) {
    /** As the key of a record. */
    public String text() {
        return subject + '/' + window.millis();
    }

    /** Reads {@link #text()}. */
    public static LimitId of(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) throw new IllegalArgumentException("\"" + text + "\" names no limit");
        return new LimitId(text.substring(0, slash), LimitWindow.ofMillis(Long.parseLong(text.substring(slash + 1))));
    }
}
