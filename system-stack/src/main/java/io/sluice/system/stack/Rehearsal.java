package io.sluice.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A service as its image has it, by {@code docker/rehearse.sh}: unpacked, with the classes of its start kept.
 *
 * @param folder where it is
 */
public record Rehearsal(Path folder) {
    /** Rehearses a service of this build, in a folder that is new or holds an older rehearsal. */
    public static Rehearsal of(String module, Path folder) {
        var script = Sluice.root().resolve("docker").resolve("rehearse.sh").toAbsolutePath();
        var log = folder.resolveSibling(folder.getFileName() + "-rehearsal.log");
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(
                            script.toString(), ServerProcess.jar(module).toString(), folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // The archive is good for this very JVM.
            var java = Path.of(System.getProperty("java.home"), "bin").toString();
            builder.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
            int status = builder.start().waitFor();
            if (status == 0) return new Rehearsal(folder.toAbsolutePath());
            throw new IllegalStateException("rehearse.sh ended with " + status + ":\n" + Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rehearsing", e);
        }
    }

    public Path jar() {
        return folder.resolve("service.jar");
    }

    /** What the JVM is to be told. */
    public String argument() {
        return "-XX:AOTCache=" + folder.resolve("service.aot");
    }
}
