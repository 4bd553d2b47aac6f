package io.sluice.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the secrets of a key begin, so that a key is known on sight by those who knew it in an older system. */
public enum KeyStyle {
    /** The only one whose prefix tells the environment. */
    SK("sk_live_", "sk_test_"),
    PAK("pak_", "pak_"),
    XPANEL("xpanel_", "xpanel_"),
    VPS("vps_", "vps_");

    /** All of them as callers write them. */
    public static final List<String> TEXTS =
            Arrays.stream(values()).map(KeyStyle::text).toList();

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String live;
    private final String test;

    KeyStyle(String live, String test) {
        this.live = live;
        this.test = test;
    }

    /** As it stands in records, rows and answers. */
    public String text() {
        return text;
    }

    /** What a secret begins with, of a key that works in this environment. */
    public String prefix(Environment environment) {
        return switch (environment) {
            case LIVE -> live;
            case TEST -> test;
        };
    }

    /** Reads {@link #text()}; empty for what a later version may have written. */
    public static Optional<KeyStyle> parse(String text) {
        return switch (text) {
            case "sk" -> Optional.of(SK);
            case "pak" -> Optional.of(PAK);
            case "xpanel" -> Optional.of(XPANEL);
            case "vps" -> Optional.of(VPS);
            default -> Optional.empty();
        };
    }
}
