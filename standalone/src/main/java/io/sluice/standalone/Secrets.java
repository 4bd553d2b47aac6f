package io.sluice.standalone;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/** The file of secrets, readable by its owner alone, and what the environment puts in the place of its entries. */
final class Secrets {
    private static final String ADMIN_KEY_SHA256 = "admin-key-sha256";

    private final Path file;
    private final Properties entries;
    private final Variables variables;

    private Secrets(Path file, Properties entries, Variables variables) {
        this.file = file;
        this.entries = entries;
        this.variables = variables;
    }

    /** Makes what is missing, so that a newer launcher finds its new secrets in an older folder. */
    static Secrets load(Path file, Variables variables) throws IOException {
        var entries = read(file);
        int known = entries.size();
        for (var secret : Secret.values()) {
            if (entries.getProperty(secret.entry()) == null) entries.setProperty(secret.entry(), secret.generate());
        }
        var secrets = new Secrets(file, entries, variables);
        if (entries.size() > known) secrets.save();
        return secrets;
    }

    String value(Secret secret) {
        return variables.text(secret.variable()).orElseGet(() -> entries.getProperty(secret.entry()));
    }

    boolean adminKeyWasShown() {
        return entries.containsKey(ADMIN_KEY_SHA256);
    }

    void rememberAdminKey(String sha256) throws IOException {
        entries.setProperty(ADMIN_KEY_SHA256, sha256);
        save();
    }

    private static Properties read(Path file) throws IOException {
        var entries = new Properties();
        if (!Files.exists(file)) return entries;
        try (var reader = Files.newBufferedReader(file)) {
            entries.load(reader);
        } catch (IllegalArgumentException e) {
            throw Refusal.surroundings("%s is damaged (%s).".formatted(file, e.getMessage()));
        }
        return entries;
    }

    /** The new file takes the old one's place only when its bytes are on the disk: a crash leaves one or the other. */
    private void save() throws IOException {
        var text = new StringWriter();
        entries.store(text, "Made by Sluice at its first start. Who reads this file can read and write everything.");
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, ownerOnly)) {
            var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
