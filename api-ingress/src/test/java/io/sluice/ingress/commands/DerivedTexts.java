package io.sluice.ingress.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** For tests of what other features derive. */
public final class DerivedTexts {
    private DerivedTexts() {}

    /** The ids of an installation with this secret. */
    public static CommandIds of(String secret) {
        var bytes = secret.repeat(32).getBytes(UTF_8);
        var encoded = Base64.getEncoder().encodeToString(bytes);
        return new CommandIds(new IdSettings(List.of(encoded), encoded));
    }
}
