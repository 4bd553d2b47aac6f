package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Secrets come from the standard input or are asked for; an argument would stand in the list of processes. */
final class Secrets {
    private static final int LENGTH_MAX = 1024;

    private Secrets() {}

    static String password(Surroundings surroundings, boolean fromInput) {
        return fromInput ? line(surroundings) : asked("Password: ", "--password-stdin");
    }

    static String apiKey(Surroundings surroundings) {
        return line(surroundings).strip();
    }

    /** The first line of the standard input, without its end. */
    private static String line(Surroundings surroundings) {
        try {
            var read = new String(surroundings.in().readNBytes(LENGTH_MAX), UTF_8);
            var line = read.lines().findFirst().orElse("");
            if (!line.isBlank()) return line;
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "The standard input cannot be read: " + e, e);
        }
        throw new Failure(ExitCode.USAGE, "The standard input is empty; its first line is the secret.");
    }

    /** Without an echo. */
    @SuppressWarnings("SystemConsoleNull") // since 25 it is null again where there is no terminal
    private static String asked(String question, String otherwise) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new Failure(
                    ExitCode.USAGE, "There is no terminal to ask at. Give it by the standard input: " + otherwise);
        }
        char @Nullable [] typed = console.readPassword("%s", question);
        if (typed == null || typed.length == 0) throw new Failure(ExitCode.USAGE, "Nothing was typed.");
        return new String(typed);
    }
}
