package io.sluice.system.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shell that remembers what was exported, as that of a reader who pastes one block after the other. */
final class Shell {
    private final Map<String, String> exported = new LinkedHashMap<>();

    void export(String name, String value) {
        exported.put(name, value);
    }

    /** Whether there is such a program. */
    boolean has(String program) {
        try {
            return new ProcessBuilder("bash", "-c", "command -v " + program)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs a block and returns what it prints. */
    String run(String block) {
        return run(block, "");
    }

    /** Runs a block, which reads this input, and returns what it prints. */
    String run(String block, String input) {
        try {
            var builder = new ProcessBuilder("bash", "-euc", block);
            builder.environment().putAll(exported);
            var process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            }
            var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            var complaints = new String(process.getErrorStream().readAllBytes(), UTF_8);
            if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) return printed;
            throw new AssertionError("this failed:\n" + block + "\n" + printed + complaints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
