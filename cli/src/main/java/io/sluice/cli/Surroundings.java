package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the tool runs in.
 *
 * @param out for what was asked for, and nothing else
 * @param err for whoever watches
 * @param colours whether what reads {@code out} is a terminal that shows them
 */
record Surroundings(
        Map<String, String> variables, InputStream in, PrintStream out, PrintStream err, boolean colours, Clock clock) {
    /** Of this process. The script says whether there is a terminal, which Java tells of both streams together only. */
    static Surroundings real() {
        return new Surroundings(
                System.getenv(),
                System.in,
                printer(FileDescriptor.out),
                printer(FileDescriptor.err),
                Boolean.getBoolean("sluice.colours"),
                Clock.systemUTC());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** JSON is UTF-8 whatever the locale says. */
    private static PrintStream printer(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, UTF_8);
    }
}
