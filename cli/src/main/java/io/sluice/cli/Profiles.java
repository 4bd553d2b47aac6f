package io.sluice.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The file of profiles, which its owner alone may read. It is exchanged as a whole, so that whatever is killed leaves
 * the one before or the one after.
 */
final class Profiles {
    private static final Set<PosixFilePermission> OWNER_ALONE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final FileAttribute<?> FILE = PosixFilePermissions.asFileAttribute(OWNER_ALONE);
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;

    Profiles(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** {@code SLUICE_CONFIG}, or where this machine keeps such things. */
    static Profiles of(Surroundings surroundings) {
        return new Profiles(surroundings
                .variable("SLUICE_CONFIG")
                .map(Path::of)
                .orElseGet(() -> surroundings
                        .variable("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
                        .resolve("sluice/profiles.json")));
    }

    Path file() {
        return file;
    }

    Optional<Profile> find(String name) {
        return Optional.ofNullable(all().get(name));
    }

    /** By name. A file that others may read is refused: its secrets may be known. */
    Map<String, Profile> all() {
        var profiles = new TreeMap<String, Profile>();
        if (!Files.exists(file)) return profiles;
        try {
            var mode = Files.getPosixFilePermissions(file);
            if (!OWNER_ALONE.containsAll(mode)) {
                throw new Failure(
                        ExitCode.NOT_SIGNED_IN,
                        file + " has the mode " + PosixFilePermissions.toString(mode)
                                + ", so others may have read the secrets in it.\nRun chmod 600 on it, and sign in anew"
                                + " if somebody else uses this machine.");
            }
            Json.MAPPER
                    .readTree(Files.readString(file))
                    .properties()
                    .forEach(each -> profiles.put(each.getKey(), Profile.of(each.getValue())));
            return profiles;
        } catch (IOException | JacksonException | DateTimeException e) {
            throw new Failure(
                    ExitCode.USAGE, file + " cannot be read as profiles: " + e + "\nDelete it, and sign in anew.", e);
        }
    }

    /** Sets a profile, or takes it away where none is given. */
    void put(String name, @Nullable Profile profile) {
        locked(() -> {
            var profiles = all();
            if (profile == null) profiles.remove(name);
            else profiles.put(name, profile);
            write(profiles);
            return profiles;
        });
    }

    /** While no other process of the same user does the same: a token that two use ends the session of both. */
    synchronized <T> T locked(Supplier<T> work) {
        try {
            Files.createDirectories(folder(), FOLDER);
            var lock = file.resolveSibling(file.getFileName() + ".lock");
            try (var channel =
                            FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
                    var _ = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Only while it is locked. */
    void write(Map<String, Profile> profiles) {
        var node = Json.MAPPER.createObjectNode();
        profiles.forEach((name, profile) -> node.set(name, profile.json()));
        try {
            var next = Files.createTempFile(folder(), "profiles", ".next", FILE);
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(
                        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Path folder() {
        return file.resolveSibling(".").normalize();
    }

    private Failure unwritable(IOException e) {
        return new Failure(
                ExitCode.USAGE, file + " cannot be written: " + e + "\nHave SLUICE_CONFIG name a file that can be.", e);
    }
}
