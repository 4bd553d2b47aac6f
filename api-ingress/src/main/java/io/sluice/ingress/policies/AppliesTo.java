package io.sluice.ingress.policies;

/** Whose requests a limit counts together. */
enum AppliesTo {
    /** Those of one key. */
    KEY("key", "this key"),
    /** Those of each key and person for itself. */
    EACH_KEY("each_key", "this key"),
    /** Those of all keys and people of the tenant. */
    TENANT("tenant", "your tenant"),
    /** Those of each key and person that has no limit of its own. */
    DEFAULT("default", "this key"),
    /** Those that come from one address. */
    ADDRESS("address", "your address");

    private final String text;
    private final String words;

    AppliesTo(String text, String words) {
        this.text = text;
        this.words = words;
    }

    /** In the words of the API. */
    String text() {
        return text;
    }

    /** For a sentence. */
    String words() {
        return words;
    }

    /** Reads {@link #text()}. */
    static AppliesTo of(String text) {
        for (var kind : values()) if (kind.text.equals(text)) return kind;
        throw new IllegalArgumentException("a rate limit that applies to \"" + text + "\" is not known");
    }
}
