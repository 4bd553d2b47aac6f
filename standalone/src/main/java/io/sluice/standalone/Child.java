package io.sluice.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that the launcher started. */
record Child(String name, Process process, Path log) {
    /**
     * Starts it in a session of its own where that is possible: Ctrl-C in a terminal goes to every process of the
     * launcher's group, and the order in which parts stop is the launcher's to decide.
     */
    static Child start(String name, List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        var whole = new ArrayList<String>();
        if (isOnPath("setsid")) whole.add("setsid");
        whole.addAll(command);
        var builder = new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true);
        // Our secrets are none of a child's business; what it needs stands in the map.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUICE_"));
        builder.environment().putAll(environment);
        var child = new Child(name, builder.start(), log);
        OutputLog.follow(child);
        return child;
    }

    static boolean isOnPath(String program) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) return true;
        }
        return false;
    }

    /** Runs a command that ends by itself, and returns whether it ended well. */
    static boolean succeeds(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Java can send TERM and KILL only. The shell has the others, and unlike kill(1) it is everywhere. */
    static void signal(long pid, String signal) throws IOException, InterruptedException {
        succeeds("/bin/sh", "-c", "kill -" + signal + " " + pid);
    }

    void requireAlive() {
        if (process.isAlive()) return;
        throw Refusal.surroundings(
                "The %s ended with status %d while it started: %s says why.".formatted(name, process.exitValue(), log));
    }

    boolean endsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
