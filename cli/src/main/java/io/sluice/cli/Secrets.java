package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Secrets come from the standard input or are asked for; an argument would stand in the list of processes. */
final class Secrets {
    private static final int LENGTH_MAX = 1024;

    private Secrets() {}

    static String password(Surroundings surroundings, boolean fromInput) {
        return fromInput ? line(surroundings) : asked("Password: ", "--password-stdin");
    }

    /** The password that somebody has, and the one that it wants. */
    record NewPassword(String current, String fresh) {
        /** Never the passwords. */
        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    static NewPassword newPassword(Surroundings surroundings, boolean fromInput) {
        if (fromInput) {
            var lines = lines(surroundings);
            if (lines.size() > 1) return new NewPassword(lines.getFirst(), lines.get(1));
            throw new Failure(
                    ExitCode.USAGE, "The standard input must have two lines: the password of now, and the new one.");
        }
        return new NewPassword(
                asked("Password of now: ", "--password-stdin"), asked("New password: ", "--password-stdin"));
    }

    static String apiKey(Surroundings surroundings) {
        return line(surroundings).strip();
    }

    /** The first line of the standard input, without its end. */
    private static String line(Surroundings surroundings) {
        return lines(surroundings).stream()
                .limit(1)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "The standard input is empty; its first line is the secret."));
    }

    private static List<String> lines(Surroundings surroundings) {
        try {
            return new String(surroundings.in().readNBytes(LENGTH_MAX), UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "The standard input cannot be read: " + e, e);
        }
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
