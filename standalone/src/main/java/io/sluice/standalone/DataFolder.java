package io.sluice.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder that holds everything, owned by one user and locked by one launcher. The lock comes before all else: two
 * brokers on one folder do not refuse each other in time, and the first one then spins and cannot be stopped.
 */
record DataFolder(Path path, FileChannel lock) implements AutoCloseable {
    /** Below this a first start cannot even unpack and write its first logs. */
    static final long USABLE_BYTES_MIN = 512L << 20;

    static DataFolder open(Path path) throws IOException {
        create(path);
        refuseForeignOwner(path);
        refuseFullDisk(path);
        var folder = new DataFolder(path, lock(path.resolve(".lock")));
        Files.createDirectories(folder.logs());
        return folder;
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path registry() {
        return path.resolve("registry");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Emptied at each start: a process that was killed leaves its temporary files there. */
    Path temporary() {
        return path.resolve("tmp");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void create(Path path) {
        if (Files.isDirectory(path)) return;
        try {
            var ownerOnly = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(ownerOnly));
        } catch (IOException e) {
            throw Refusal.surroundings("The data folder %s cannot be made (%s): set %s to a folder that can."
                    .formatted(path, e.getClass().getSimpleName(), Settings.DATA));
        }
    }

    private static void refuseForeignOwner(Path path) throws IOException {
        if (Account.ownerOf(path) == Account.current()) return;
        throw Refusal.surroundings("The data folder %s belongs to user %s and you are %s: start as %s, or set %s."
                .formatted(path, Files.getOwner(path), Account.name(), Files.getOwner(path), Settings.DATA));
    }

    private static void refuseFullDisk(Path path) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        if (usable >= USABLE_BYTES_MIN) return;
        throw Refusal.surroundings(
                "The disk of the data folder %s has %d MiB left, but %d MiB are needed: free some, or set %s."
                        .formatted(path, usable >> 20, USABLE_BYTES_MIN >> 20, Settings.DATA));
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        if (!tryLock(channel)) {
            var pid = Files.readString(file).strip();
            channel.close();
            throw Refusal.surroundings("Another Sluice (process %s) runs on the data folder %s: stop it, or set %s."
                    .formatted(pid.isEmpty() ? "unknown" : pid, file.getParent(), Settings.DATA));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // A test runs two launchers in one process.
        }
    }
}
