package io.sluice.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked from the class path once per version. */
record PostgresBinaries(Path folder) {

    static PostgresBinaries unpack(Path parent) throws IOException {
        var folder = parent.resolve("postgresql-" + version());
        if (Files.isDirectory(folder)) return new PostgresBinaries(folder);
        Files.createDirectories(parent);
        // Two launchers may unpack at once, and one may be killed at it: only a whole folder gets the name.
        var fresh = Files.createTempDirectory(parent, "unpacking-");
        fresh.toFile().setExecutable(true, false);
        fresh.toFile().setReadable(true, false);
        unpackInto(fresh);
        if (!Files.isDirectory(folder)) Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        return new PostgresBinaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static String version() throws IOException {
        var versions = new Properties();
        try (var in = PostgresBinaries.class.getResourceAsStream("/versions.properties")) {
            versions.load(in);
        }
        return versions.getProperty("postgres");
    }

    private static void unpackInto(Path folder) throws IOException {
        try (var archive = new TarArchiveInputStream(new XZCompressorInputStream(open()))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) throw new IOException("Outside of its archive: " + entry.getName());
                write(archive, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream archive, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & 0100) != 0) {
            // For everyone, because root starts them as somebody else.
            var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    /** Named by the system and processor that the build has put on the class path. */
    private static InputStream open() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        var name = "/postgres-%s-%s.txz".formatted(system, processor);
        var archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null)
            throw Refusal.surroundings("This build has no PostgreSQL for %s on %s.".formatted(system, processor));
        return new BufferedInputStream(archive);
    }
}
