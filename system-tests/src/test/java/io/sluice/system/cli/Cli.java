package io.sluice.system.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a shell, with environment variables and a folder for what the tool keeps. */
final class Cli {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a run ended, and what it printed. */
    record Run(int code, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }

        List<JsonNode> jsonLines() {
            return out.lines().map(JSON::readTree).toList();
        }
    }

    private final Map<String, String> variables;
    private final Path folder;

    private Cli(Map<String, String> variables, Path folder) {
        this.variables = variables;
        this.folder = folder;
    }

    /** Nobody yet, who means the shared system. */
    static Cli atShared() {
        var folder = Sluice.newFolder("cli");
        return new Cli(
                Map.of(
                        "SLUICE_URL",
                        Sluice.shared().url(),
                        "SLUICE_CONFIG",
                        folder.resolve("profiles.json").toString()),
                folder);
    }

    Cli with(String name, String value) {
        var more = new HashMap<>(variables);
        more.put(name, value);
        return new Cli(more, folder);
    }

    Path profiles() {
        return folder.resolve("profiles.json");
    }

    Run run(String... arguments) {
        return runWith("", arguments);
    }

    /** @param input what stands on the standard input */
    Run runWith(String input, String... arguments) {
        try {
            var out = Files.createTempFile(folder, "out", ".txt");
            var err = Files.createTempFile(folder, "err", ".txt");
            var in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
            var process = start(in, out, err, arguments);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end within 60 s: " + List.of(arguments));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Goes on beside the test; what it says stands in the file. */
    Process start(Path err, String... arguments) throws IOException {
        return start(Files.createTempFile(folder, "in", ".txt"), folder.resolve("started.txt"), err, arguments);
    }

    private Process start(Path in, Path out, Path err, String... arguments) throws IOException {
        // A build that runs in the background ignores Ctrl-C, and hands that down.
        var script = Sluice.root().resolve("sluice").toString();
        var command = new ArrayList<>(List.of("env", "--default-signal=INT", script));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** What a shell prints that has read what the tool prints for it. */
    String complete(String shell, String line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(shell, "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) throw new AssertionError(printed);
        return printed.strip();
    }
}
