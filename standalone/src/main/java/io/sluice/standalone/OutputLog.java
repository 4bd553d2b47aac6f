package io.sluice.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies what a child prints into a file of bounded size; the file before it is kept as {@code .1}. */
final class OutputLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutputLog.class);
    private static final long BYTES_MAX = 5L << 20;
    private static final int CHUNK_BYTES = 8192;

    private final Path file;

    private OutputLog(Path file) {
        this.file = file;
    }

    static void follow(Child child) {
        var log = new OutputLog(child.log());
        var output = child.process().getInputStream();
        Thread.ofPlatform().daemon().name(child.name() + "-output").start(() -> log.copy(output));
    }

    private void copy(InputStream output) {
        var chunk = new byte[CHUNK_BYTES];
        try {
            for (int length = output.read(chunk); length >= 0; length = output.read(chunk)) write(chunk, length);
        } catch (IOException e) {
            LOG.debug("The output that {} follows was closed", file, e);
        }
    }

    /** Never throws: on a full disk the lines are lost, but the child must not block on a pipe that nobody reads. */
    private void write(byte[] chunk, int length) {
        try {
            if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            LOG.debug("Lines for {} are lost", file, e);
        }
    }
}
