package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;

/**
 * A jar with {@link RegistryProcess} alone: nothing else of ours may stand on the registry's class path, and in a jar
 * within a jar, where the class stands when the launcher runs from its own, no other JVM finds it.
 */
final class RegistryJar {
    private static final String ENTRY = RegistryProcess.class.getName().replace('.', '/') + ".class";

    private RegistryJar() {}

    /** Named by its content, so that a newer launcher writes its own. */
    static Path write(Path folder) throws IOException {
        var bytes = bytes();
        var crc = new CRC32();
        crc.update(bytes);
        var jar = folder.resolve("main-%08x.jar".formatted(crc.getValue()));
        if (Files.exists(jar)) return jar;
        var fresh = folder.resolve("main.jar.new");
        try (var out = new JarOutputStream(Files.newOutputStream(fresh))) {
            out.putNextEntry(new JarEntry(ENTRY));
            out.write(bytes);
        }
        return Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] bytes() throws IOException {
        try (var in = RegistryProcess.class.getClassLoader().getResourceAsStream(ENTRY)) {
            if (in == null) throw new IOException(ENTRY + " is not on the class path");
            return in.readAllBytes();
        }
    }
}
