package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a launcher that was killed hard has left running on a data folder. The lock of the launcher is held here, so no
 * other launcher lives, and whatever still works on the folder has lost its own.
 */
final class PostgresOrphan {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOrphan.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private PostgresOrphan() {}

    static void end(Path data) throws IOException, InterruptedException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        var server = serverIn(pidFile);
        if (worksOn(server, data)) {
            LOG.info("Ending the PostgreSQL (process {}) that an earlier start left behind", server);
            Child.signal(server, "INT");
        }
        awaitEnd(data);
        // With nobody left on the folder the file is a leftover, and the process it names, if there is one, has merely
        // inherited the number. PostgreSQL itself cannot tell and would refuse to start.
        Files.deleteIfExists(pidFile);
    }

    /** Children outlive a killed server for a moment, and a second server beside them would destroy the data. */
    private static void awaitEnd(Path data) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        for (var left = processesOn(data); !left.isEmpty(); left = processesOn(data)) {
            if (Instant.now().isAfter(deadline)) left.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(PAUSE);
        }
    }

    private static List<ProcessHandle> processesOn(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksOn(process.pid(), data))
                .toList();
    }

    private static long serverIn(Path pidFile) throws IOException {
        var lines = Files.readAllLines(pidFile);
        var first = lines.isEmpty() ? "" : lines.getFirst().strip();
        return first.matches("[0-9]{1,10}") ? Long.parseLong(first) : -1;
    }

    /** Every process of PostgreSQL works in its data folder, and the first one also names it on its command line. */
    private static boolean worksOn(long pid, Path data) {
        var process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data.toRealPath())
                    && Files.readString(process.resolve("comm")).strip().equals("postgres");
        } catch (IOException notAllowedOrNotLinux) {
            return namesOnItsCommandLine(pid, data);
        }
    }

    private static boolean namesOnItsCommandLine(long pid, Path data) {
        var arguments = ProcessHandle.of(pid).flatMap(process -> process.info().arguments());
        return arguments.map(List::of).orElse(List.of()).containsAll(List.of("-D", data.toString()));
    }
}
