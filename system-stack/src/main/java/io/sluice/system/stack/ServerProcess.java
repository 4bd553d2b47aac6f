package io.sluice.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of the system, started from its own jar, as an operator starts it. */
public final class ServerProcess {
    private static final Path ROOT = Path.of(System.getProperty("sluice.root", ".."));
    private static final String VERSION = System.getProperty("sluice.version", "0.1.0-SNAPSHOT");

    /** What a start takes is mostly the first touch of memory, dear on virtual machines, and the first compilation. */
    static final List<String> SMALL_JVM = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseTransparentHugePages",
            // Below these, each start would collect garbage only to make room for classes and code.
            "-XX:MetaspaceSize=128m",
            "-XX:ReservedCodeCacheSize=128m");

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts the jar of a module in a JVM that starts quickly and takes little. */
    public static ServerProcess start(String name, String module, Map<String, String> environment, Path folder) {
        return start(name, SMALL_JVM, program(module), environment, folder);
    }

    /**
     * Starts what the JVM is told to run.
     *
     * @param jvm its arguments
     * @param program a jar or a class path with a class, and what that asks of the JVM
     * @param environment the only variables of ours that it sees
     */
    public static ServerProcess start(
            String name, List<String> jvm, List<String> program, Map<String, String> environment, Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program);
        return run(name, command, environment, folder);
    }

    /**
     * Starts any program.
     *
     * @param environment as for {@link #start}
     */
    public static ServerProcess run(String name, List<String> command, Map<String, String> environment, Path folder) {
        var log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUICE_"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(folder);
            return new ServerProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path root() {
        return ROOT;
    }

    /** The jar of a module that runs by itself. */
    public static Path jar(String module) {
        return ROOT.resolve(module)
                .resolve("target")
                .resolve(module + "-" + VERSION + "-exec.jar")
                .toAbsolutePath();
    }

    /** What a JVM is to run for it. */
    public static List<String> program(String module) {
        return List.of("-jar", jar(module).toString());
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a power cut would: it does not get to say anything. */
    public void kill() {
        process.destroyForcibly();
        await(10);
    }

    /** As an operator would; true when it ended by itself in time. */
    public boolean stop(int seconds) {
        process.destroy();
        return await(seconds);
    }

    /** Holds it still with SIGSTOP, until {@link #resume()}. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
