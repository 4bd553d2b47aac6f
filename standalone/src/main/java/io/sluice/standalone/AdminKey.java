package io.sluice.standalone;

import io.sluice.schemas.KeySecret;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The key with which everything else is made.
 *
 * @param text what the worker is told; empty when it has learnt the key at an earlier start
 * @param isNew whether the launcher made it just now, so that the user must see it
 */
record AdminKey(Optional<String> text, boolean isNew) {
    static final String PREFIX = "sk_live_";
    static final AdminKey NONE = new AdminKey(Optional.empty(), false);

    static AdminKey choose(Optional<String> given, Secrets secrets) {
        if (given.isPresent()) return new AdminKey(given, false);
        if (secrets.adminKeyWasShown()) return NONE;
        return new AdminKey(Optional.of(KeySecret.generate(PREFIX).reveal()), true);
    }

    /**
     * Called after the key was printed: a crash before that must bring a new key, not a key that nobody has seen. One
     * that the user gave is remembered too, or a start without it would replace it by a made one.
     */
    void remember(Secrets secrets) throws IOException {
        if (text.isPresent()) secrets.rememberAdminKey(HexFormat.of().formatHex(KeySecret.hash(text.get())));
    }
}
