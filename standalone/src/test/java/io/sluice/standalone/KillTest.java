package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a whole launcher, as a process of its own. */
class KillTest {
    @TempDir
    private Path folder;

    @Test
    void startsAgainAfterKillAndHasEverything() throws Exception {
        var machine = TestMachine.on(folder.resolve("data"));
        var killed = start(machine);
        machine.keepSomethingEverywhere();
        assertThat(killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();

        var next = start(machine);
        assertThat(machine.findWhatWasKept()).containsExactly("record", "row", "[1]");
        var orphans = next.descendants().toList();
        next.destroy();
        assertThat(next.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(orphans).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    private static Process start(TestMachine machine) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName());
        builder.environment().putAll(machine.variables());
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var reader = process.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("Stop ")) return process;
        }
        throw new IOException("The launcher ended with status " + process.exitValue());
    }
}
